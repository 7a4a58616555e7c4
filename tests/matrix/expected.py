"""What each person should get, computed from what the product declares.

The declarations are the audience of a route, the doors of the desk, the table of
states and the table of moves. Nothing here asks a view, or a permission method.
"""

from enum import StrEnum
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import HttpResponseBase
from django.urls import reverse

from archive.audiences import Audience
from testimonies.admin import desk
from testimonies.admin.doors import Beside, Who
from testimonies.admin.rules import DRAFTS, OPEN_TO, record_of
from testimonies.models import Edition, Witness
from testimonies.moderation import Moving
from testimonies.terms import LADDER, MOVES, MoveName, Role, Standing, State
from tests.matrix.cast import NOT_SIGNED_IN, Person
from tests.matrix.inventory import DESK, Address, page_of


class Outcome(StrEnum):
    """What an answer comes to."""

    OPEN = "open"
    REFUSED = "refused"
    TO_THE_DOOR = "sent to the door"
    NOT_THERE = "not there"
    NO_SUCH_VERB = "no such verb"
    BROKEN = "broken"


def outcome_of(response: HttpResponseBase) -> Outcome:
    status = response.status_code
    where = response.headers.get("Location", "")
    if status in {302, 303} and where.startswith(f"{reverse('admin:login')}?"):
        return Outcome.TO_THE_DOOR
    named = {403: Outcome.REFUSED, 404: Outcome.NOT_THERE, 405: Outcome.NO_SUCH_VERB}
    is_fine = status in {200, 301, 302, 304}
    return named.get(status, Outcome.OPEN if is_fine else Outcome.BROKEN)


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
    if address.audience is Audience.READERS:
        return Outcome.OPEN
    if address.audience is Audience.DOOR:
        return Outcome.OPEN
    if person.name in NOT_SIGNED_IN:
        return Outcome.TO_THE_DOOR
    if address.audience is Audience.SIGNED_IN:
        return Outcome.OPEN
    if not person.is_among(Beside.EVERYBODY):
        return Outcome.REFUSED
    return _at_the_desk(address, person, row)


# The desk's own pages that answer otherwise than by showing themselves.
OTHERWISE = {
    "admin:logout": Outcome.NO_SUCH_VERB,
    "admin:autocomplete": Outcome.NOT_THERE,
}


def _at_the_desk(address: Address, person: Person, row: Model | None) -> Outcome:
    if address.name in OTHERWISE:
        return OTHERWISE[address.name]
    if not person.is_among(who_opens(address)):
        return Outcome.REFUSED
    if dict(address.given).get("move") == MoveName.SCHEDULE:
        return Outcome.NOT_THERE
    if page_of(address.name) == "quote" and not may_change(person, row):
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
