"""Loads the seed archive through the moves of moderation, as three people.

Each record is one transaction, from its first row to its publication: a run that is
interrupted leaves whole records, and the next goes on. A ref that exists already, in
whatever state, is left alone; so a withdrawn record is never published again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from django.db import models, transaction

from testimonies import ledger
from testimonies.models import Collection, MediaItem, Testimony, User, Witness
from testimonies.moderation import (
    ConsentEntry,
    MoveRefused,
    Moving,
    approve,
    publish,
    record_consent,
    save_tag,
    submit,
)
from testimonies.seed.account import draft_testimony
from testimonies.seed.drafts import (
    draft_collection,
    draft_media,
    draft_tag,
    draft_witness,
)
from testimonies.seed.known import tag_there
from testimonies.seed.tables import Archive, Table, read_archive
from testimonies.terms import ConsentBasis, Kind, Scope

MODELS: Final[dict[Kind, type[models.Model]]] = {
    Kind.COLLECTION: Collection,
    Kind.MEDIA: MediaItem,
    Kind.WITNESS: Witness,
    Kind.TESTIMONY: Testimony,
}


class Draft(Protocol):
    """Makes the rows of a record that moves by itself."""

    def __call__(self, table: Table, *, archive: Archive) -> Moving: ...


def load(*, editor: User, reviewer: User, steward: User) -> list[str]:
    """Load what is missing and say what was done, a line for each record.

    Raises SeedMalformed where a data file is wrong, and MoveRefused where one of the
    people lacks a role or a gate blocks; the records before that one stay loaded.
    """
    return _Run(read_archive(), editor, reviewer, steward).load()


@dataclass(frozen=True, slots=True)
class _Run:
    """One run, and in whose names: no one of them could do it alone."""

    archive: Archive
    editor: User
    reviewer: User
    steward: User

    def load(self) -> list[str]:
        archive, moving = self.archive, self.load_moving
        # What a record names comes before it, so that no page lacks a part for a while.
        steps = (
            (Kind.TAG, archive.tags, self.load_tag),
            (Kind.COLLECTION, archive.collections, partial(moving, draft_collection)),
            (Kind.MEDIA, archive.media, partial(moving, draft_media)),
            (Kind.WITNESS, archive.witnesses, self.load_witness),
            (Kind.TESTIMONY, archive.testimonies, partial(moving, draft_testimony)),
        )
        return [
            _once(table, kind, act)
            for kind, tables, act in steps
            for table in tables.values()
        ]

    def load_tag(self, table: Table) -> str:
        with ledger.acting(self.editor):
            tag, aliases = draft_tag(table)
            save_tag(tag, by=self.editor, aliases=aliases)
        return "saved"

    def load_witness(self, table: Table) -> str:
        with ledger.acting(self.editor):
            witness = draft_witness(table, archive=self.archive)
        entries = [_consent(each) for each in table.tables("consent")]
        record_consent(witness, *entries, by=self.steward)
        return "saved, with what was consented to"

    def load_moving(self, draft: Draft, table: Table) -> str:
        with ledger.acting(self.editor):
            record = draft(table, archive=self.archive)
        submit(record, by=self.editor)
        approve(record, by=self.reviewer)
        publish(record, by=self.steward)
        return "published"


def _once(table: Table, kind: Kind, act: Callable[[Table], str]) -> str:
    """Load a record whole, or leave alone what is there; say which."""
    name = f"{kind.word} {table.ref(kind)} ({table.text('key')})"
    if _is_there(table, kind):
        return f"{name}: there already, left alone"
    try:
        with transaction.atomic():
            return f"{name}: {act(table)}"
    except MoveRefused as refusal:
        raise MoveRefused(f"{table.where}: {refusal}", refusal.findings) from None


def _is_there(table: Table, kind: Kind) -> bool:
    if kind is Kind.TAG:
        return tag_there(table) is not None
    return MODELS[kind]._default_manager.filter(ref=table.ref(kind)).exists()


def _consent(table: Table) -> ConsentEntry:
    table.require_keys(["scope", "basis", "outlet", "given_on", "language"])
    columns = table.columns(["outlet", "given_on", "language"])
    return ConsentEntry(
        scope=table.member("scope", Scope),
        is_granted=True,
        basis=table.member("basis", ConsentBasis),
        **columns,
    )
