"""An archive with a testimony in every state, and a row behind every desk page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import Model

from testimonies import ledger, moderation
from testimonies.answers import bodies
from testimonies.models import (
    Mark,
    MediaFile,
    MediaItem,
    Quote,
    Source,
    Tag,
    Testimony,
    TestimonySource,
    Translation,
    User,
)
from testimonies.moderation import Moving
from testimonies.moderation.copies import sync_copies
from testimonies.terms import Role, WithdrawalReason
from tests import factories
from tests.factories import first_passage
from tests.matrix.cast import Person, make_cast
from tests.matrix.visitors import Visitors
from tests.stored import make_file

HIDDEN = "Zhasyryn"
"""A word of every testimony that readers must not find."""

SECRET = "Kupiya-7f3"
"""A word that stands in the vault alone."""

PUBLIC = ("published", "under revision")
GONE = ("withdrawn", "reopened")


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo what the block writes."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Scene:
    """The cast, and one testimony, clip and collection per state.

    Each testimony has a witness, an account, a quote, a clip, a source, a tag and a
    translation of its own.
    """

    def __init__(self) -> None:
        self.cast: dict[str, Person] = make_cast()
        self.desk = factories.Desk(*(self._who(r) for r in (*_PUBLISHERS,)))
        self.testimonies = {name: self._testimony(name) for name in STATES}
        self.media = {name: self._media(name) for name in ("draft", "published")}
        self.collections = {
            name: self._collection(name) for name in ("draft", "published")
        }
        self._tags()
        self.rows = self._rows("draft")
        self.visitors = Visitors()
        self.cast |= self.visitors.people()
        sync_copies()
        for person in self.cast.values():
            # A session says from its first request on how old it is.
            person.client.get("/account/")
            person.keep()

    def begin_anew(self) -> None:
        """Give everybody the cookies that they had, and keep nothing of pages."""
        bodies.clear()
        for person in self.cast.values():
            person.afresh()

    def copy(self, state: str) -> MediaFile:
        """Give the cleaned copy of the clip in a state."""
        return self.media[state].files.get(is_cleaned=True)

    def _who(self, role: Role) -> User:
        user = self.cast[role].user
        assert user
        return user

    def _testimony(self, state: str) -> Testimony:
        is_shown = state in PUBLIC
        word = "Shown" if is_shown else HIDDEN
        by = self.desk.editor
        record = self.desk.consented_testimony(title=f"{word} {state}")
        factories.make_quote(record, by=by, passage=first_passage(record))
        with ledger.acting(by):
            Mark.objects.create(
                passage=first_passage(record), start=0, end=2, kind="insertion"
            )
            Translation.objects.create(
                record=record, field="title", language="ru", text="Неделя"
            )
        factories.hide(first_passage(record), "never", by=by)
        factories.time(first_passage(record), 1_000, 9_000, by=by)
        factories.make_illustration(record, factories.make_media(by=by), by=by)
        factories.put_tag(record, factories.make_tag(f"Tag {state}", by=by), by=by)
        STATES[state](self.desk, record)
        record.refresh_from_db()
        return record

    def _media(self, state: str) -> MediaItem:
        record = factories.make_media(by=self.desk.editor, title=f"A clip, {state}")
        make_file(record, by=self.desk.editor)
        STATES[state](self.desk, record)
        record.refresh_from_db()
        return record

    def _collection(self, state: str) -> Any:
        record = factories.make_collection(by=self.desk.editor, title=f"Of {state}")
        factories.make_event(record, by=self.desk.editor)
        STATES[state](self.desk, record)
        record.refresh_from_db()
        return record

    def _tags(self) -> None:
        self.unused = factories.make_tag("Unused", by=self.desk.editor)
        self.aliased = Tag.objects.get(name="Tag published")
        moderation.save_tag(self.aliased, by=self.desk.editor, aliases=["Another name"])

    def _rows(self, state: str) -> dict[type[Model], Model]:
        """Give the row that stands for each model in addresses of the desk."""
        testimony = self.testimonies[state]
        collection = self.collections["draft"]
        return {
            type(row): row
            for row in (
                testimony,
                *around(testimony),
                self.media["draft"],
                collection,
                collection.events.get(),
                factories.make_place(by=self.desk.editor),
                factories.make_concern(testimony.ref),
                Source.objects.latest("pk"),
                self.unused,
                self._who(Role.CONTRIBUTOR),
                Group.objects.get(name=Role.EDITOR),
            )
        }


_PUBLISHERS = (Role.EDITOR, Role.REVIEWER, Role.STEWARD)


def around(testimony: Testimony) -> list[Model]:
    """Give one row of each kind that hangs on a testimony, its witness first."""
    passage = first_passage(testimony)
    return [
        testimony.witness,
        passage.transcript,
        passage,
        Quote.objects.get(testimony=testimony),
        testimony.illustrations.get(),
        TestimonySource.objects.get(testimony=testimony),
        passage.marks.get(),
        passage.redactions.get(),
    ]


# --- How a record gets into each state, by moves alone --------------------------------

Way = Callable[[factories.Desk, Moving], object]


def _submit(desk: factories.Desk, record: Moving) -> None:
    moderation.submit(record, by=desk.editor)


def _return(desk: factories.Desk, record: Moving) -> None:
    _submit(desk, record)
    moderation.return_for_changes(record, by=desk.reviewer, reason="A word.")


def _approve(desk: factories.Desk, record: Moving) -> None:
    _submit(desk, record)
    moderation.approve(record, by=desk.reviewer)


def _schedule(desk: factories.Desk, record: Moving) -> None:
    with ledger.acting(desk.editor):
        columns = {"embargo_until": date(2100, 1, 1), "embargo_reason": "Later."}
        type(record)._default_manager.filter(pk=record.pk).update(**columns)
    record.refresh_from_db()
    _approve(desk, record)
    moderation.publish(record, by=desk.steward)


def _publish(desk: factories.Desk, record: Moving) -> None:
    desk.publish(record)


def _revise(desk: factories.Desk, record: Moving) -> None:
    """Two editions are public, and a third is being written."""
    desk.publish(record)
    desk.retitle(record, "Shown again")
    moderation.revise(record, by=desk.editor)
    with ledger.acting(desk.editor):
        record.title = f"{HIDDEN} not yet"
        record.save(update_fields=["title"])


def _withdraw(desk: factories.Desk, record: Moving) -> None:
    desk.publish(record)
    moderation.withdraw(record, by=desk.reviewer, category=WithdrawalReason.SAFETY)


def _reopen(desk: factories.Desk, record: Moving) -> None:
    _withdraw(desk, record)
    moderation.reopen(record, by=desk.steward, reason="The danger is over.")


def _seal(desk: factories.Desk, record: Moving) -> None:
    assert isinstance(record, Testimony)
    values = {"legal_name": SECRET, "protected_terms": SECRET}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)


def _stay(_desk: factories.Desk, _record: Moving) -> None:
    """A draft is where every record begins."""


STATES: dict[str, Way] = {
    "draft": _stay,
    "sealed": _seal,
    "in review": _submit,
    "changes requested": _return,
    "approved": _approve,
    "scheduled": _schedule,
    "published": _publish,
    "under revision": _revise,
    "withdrawn": _withdraw,
    "reopened": _reopen,
}
"""Every state, and how to get there; all that is not PUBLIC or GONE is unknown."""


# --- What the tables hold -------------------------------------------------------------

TABLES = """
SELECT string_agg(format(
  'SELECT %L, count(*), md5(string_agg(t::text, ''|'' ORDER BY t::text))'
  ' FROM public.%I t',
  relname, relname), ' UNION ALL ') || ' ORDER BY 1'
FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
  AND relname <> 'django_session'
"""

Print = dict[str, tuple[int, str]]


def fingerprint() -> Print:
    """Digest every row of every table but the sessions; by the tests' administrator."""
    raw = connection.connection
    (user,) = raw.execute("SELECT current_user").fetchone()
    raw.execute("RESET ROLE")
    if not hasattr(fingerprint, "sql"):
        fingerprint.sql = raw.execute(TABLES).fetchone()[0]  # type: ignore[attr-defined]
    rows = raw.execute(fingerprint.sql).fetchall()  # type: ignore[attr-defined]
    raw.execute(f"SET LOCAL ROLE {user}")
    return {name: (count, digest) for name, count, digest in rows}
