"""What each person should get, computed from what the product declares.

The declarations are the audience of a route, the doors of the desk, the table of
states and the table of moves. Nothing here asks a view, or a permission method.
"""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Model

from archive.audiences import Audience
from testimonies.admin import desk
from testimonies.admin.doors import Beside, Who
from testimonies.admin.rules import DRAFTS, OPEN_TO, record_of
from testimonies.models import Edition, Witness
from testimonies.moderation import Moving
from testimonies.terms import LADDER, MOVES, MoveName, Role, Standing, State
from tests.matrix.cast import NOT_SIGNED_IN, Person
from tests.matrix.inventory import DESK, Address, page_of
from tests.matrix.ways import INVITING, WAYS, Outcome, Ways


def page_for(model: type[Model]) -> ModelAdmin[Any]:
    return desk._registry[model]


def who_opens(address: Address) -> Who:
    """Say to whom the desk declares a page; a move's page asks for the move's role."""
    given = dict(address.given)
    if "move" in given:
        name = MoveName(given["move"])
        is_a_page = name is not MoveName.SCHEDULE
        return MOVES[name].role if is_a_page else Role.CONTRIBUTOR
    return desk.doors()[address.name.removeprefix(DESK)]


def expected(address: Address, person: Person, row: Model | None = None) -> Outcome:
    """Say what a person should get who only looks (GET)."""
    if address.audience in {Audience.READERS, Audience.REPORTERS}:
        return Outcome.OPEN
    if ways := ways_of(address, person):
        return ways.nobody if person.name in NOT_SIGNED_IN else ways.somebody
    if person.name in NOT_SIGNED_IN:
        return Outcome.TO_THE_DOOR
    if not person.is_among(Beside.EVERYBODY):
        return Outcome.REFUSED
    return _at_the_desk(address, person, row)


def ways_of(address: Address, person: Person) -> Ways | None:
    """Give the line of a page of sign-in; None for what the desk declares itself."""
    if address.audience in {Audience.DOOR, Audience.SIGNED_IN}:
        return WAYS[address.name]
    if address.name in INVITING and not _is_kept_out(person):
        gives = person.is_among(Beside.MANAGERS) or person.is_among(Role.STEWARD)
        return INVITING[address.name][0 if gives else 1]
    return None


def _is_kept_out(person: Person) -> bool:
    is_at_desk = person.is_among(Beside.EVERYBODY)
    return person.name not in NOT_SIGNED_IN and not is_at_desk


# The desk's own pages that answer otherwise than by showing themselves.
OTHERWISE = {
    "admin:logout": Outcome.NO_SUCH_VERB,
    "admin:password_change": Outcome.LED_ON,
    "admin:password_change_done": Outcome.LED_ON,
    "admin:autocomplete": Outcome.NOT_THERE,
}


# Pages of a row that are there for whoever may save the row.
WRITING = {"quote", "file"}


def _at_the_desk(address: Address, person: Person, row: Model | None) -> Outcome:
    if address.name in OTHERWISE:
        return OTHERWISE[address.name]
    if not person.is_among(who_opens(address)):
        return Outcome.REFUSED
    if dict(address.given).get("move") == MoveName.SCHEDULE:
        return Outcome.NOT_THERE
    if page_of(address.name) in WRITING and not may_change(person, row):
        return Outcome.REFUSED
    if page_of(address.name) == "delete" and not may_delete(person, row):
        return Outcome.REFUSED
    return Outcome.OPEN


def state_behind(row: Model | None) -> State | None:
    """Give the state of the record that a row moves with; None where none does."""
    record = record_of(row)
    return State(record.state) if record else None


def may_change(person: Person, row: Model | None) -> bool:
    """Say from the declarations whether a person may save a row's form."""
    if row is None:
        return False
    page = page_for(type(row))
    state = state_behind(row)
    is_open = state is None or person.is_among(OPEN_TO[state])
    return person.is_among(page.changes) and is_open and _is_hers(person, row)  # type: ignore[attr-defined]


def _is_hers(person: Person, row: Model) -> bool:
    """A contributor changes a witness while all of her records are drafts."""
    if not isinstance(row, Witness) or person.is_among(Role.EDITOR):
        return True
    return all(State(each.state) in DRAFTS for each in row.testimonies.all())


def may_delete(person: Person, row: Model | None) -> bool:
    """Say whether a person may delete: a draft that readers never had."""
    if row is None:
        return False
    page = page_for(type(row))
    record = record_of(row)
    ref = getattr(record or row, "ref", None)
    was_public = ref is not None and Edition.objects.filter(ref=ref).exists()
    is_draft = record is None or record.state == State.DRAFT
    return person.is_among(page.deletes) and is_draft and not was_public  # type: ignore[attr-defined]


def may_move(person: Person, name: MoveName, record: Moving) -> bool:
    """Say from the table of moves whether a person may make a move now."""
    move = MOVES[name]
    # The scene's embargo lasts, and one edition has no older one to take back.
    if name is MoveName.PUBLISH and record.state == State.SCHEDULED:
        return False
    if name is MoveName.RETRACT and Edition.objects.filter(ref=record.ref).count() < 2:
        return False
    return (
        person.is_among(move.role)
        and State(record.state) in move.sources
        and Standing(record.standing) in move.standings
    )


def just_below(role: Role) -> Role | None:
    """Give the mightiest role that a role's holder must not be taken for."""
    at = LADDER.index(role)
    return LADDER[at - 1] if at else None


def of_readers(standing: Standing) -> int:
    """Give the status of a record's page for everybody."""
    return {Standing.PUBLISHED: 200, Standing.WITHDRAWN: 410}.get(standing, 404)
