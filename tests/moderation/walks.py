"""Random steps of random people: moves, and edits that leave a word of their own."""

import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction

from testimonies import ledger, moderation
from testimonies.models import MediaItem, Quote, Testimony, User
from testimonies.moderation import MoveInput, MoveRefused
from testimonies.terms import MoveName, Scope, WithdrawalReason
from tests.factories import Desk, first_passage, grant, make_passage, make_quote
from tests.moderation.edits import delete, save, translate

Write = Callable[[], object]
LETTERS = string.ascii_lowercase


@dataclass
class Walk:
    """A testimony and a clip in it, and every canary word with where it may be."""

    desk: Desk
    testimony: Testimony
    item: MediaItem
    canaries: list[str] = field(default_factory=list)

    def person(self, seed: int) -> User:
        return (self.desk.editor, self.desk.reviewer, self.desk.steward)[seed % 3]

    def canary(self) -> str:
        """Give a word that nobody wrote before, the same in every run."""
        number = len(self.canaries)
        letters = random.Random(number).choices(LETTERS, k=8)
        self.canaries.append("zz" + "".join(letters) + LETTERS[number % 26])
        return self.canaries[-1]


def move(walk: Walk, seed: int, name: MoveName) -> None:
    record = walk.item if seed % 4 == 3 else walk.testimony
    form = MoveInput(
        reason="because",
        category=WithdrawalReason.OTHER,
        public_note="",
        numbers=[1 + seed % 3],
        retract_superseded=seed % 2 == 0,
    )
    try:
        moderation.make_move(record, name, by=walk.person(seed), form=form)
    except MoveRefused:
        record.refresh_from_db()


def cross(walk: Walk, seed: int) -> None:
    """Take the testimony through a whole publication where it may go."""
    names = (MoveName.REVISE, MoveName.REOPEN, MoveName.SUBMIT)
    for name in names:
        move(walk, 2, name)
    move(walk, seed - seed % 3 + 1 if seed % 4 != 3 else 1, MoveName.APPROVE)
    move(walk, 2, MoveName.PUBLISH)


def agree(walk: Walk, seed: int) -> None:
    grant(
        walk.testimony.witness,
        Scope.WEB,
        by=walk.desk.steward,
        is_granted=seed % 3 != 0,
    )
    walk.testimony.refresh_from_db()
    walk.item.refresh_from_db()


def edit(walk: Walk, seed: int) -> None:
    """Write a canary somewhere; a settled record refuses."""
    by, word = walk.person(seed), walk.canary()
    try:
        with transaction.atomic():
            _write(walk, seed, word, by=by)
    except DatabaseError as refusal:
        assert "settled" in str(refusal), refusal
    walk.testimony.refresh_from_db()
    walk.item.refresh_from_db()


def _write(walk: Walk, seed: int, word: str, *, by: User) -> None:
    record = walk.testimony
    passage = first_passage(record)
    writes: list[Write] = [
        lambda: save(record, by=by, title=f"Title {word}"),
        lambda: save(record.witness, by=by, name=f"Name {word}"),
        lambda: make_passage(passage.transcript, f"We heard {word} twice.", by=by),
        lambda: _reword(record, f"{passage.text} {word}.", by=by),
        lambda: make_quote(record, f"They said {word}", by=by),
        lambda: _drop_quote(record, by=by),
        lambda: save(record.sources.get(), by=by, title=f"Article {word}"),
        lambda: save(walk.item, by=by, description=f"A street, {word}"),
        lambda: _translate(record, f"Итог {word}", by=by),
    ]
    writes[seed % len(writes)]()


def _drop_quote(record: Testimony, *, by: User) -> None:
    quote = record.quotes.first()
    if quote:
        delete(quote, by=by)


def _reword(record: Testimony, text: str, *, by: User) -> None:
    """Change a passage, and bind its quotes again."""
    save(first_passage(record), by=by, text=text)
    with ledger.acting(by):
        for quote in Quote.objects.filter(testimony=record, passage__isnull=False):
            quote.bind()
            quote.save()


def _translate(record: Testimony, text: str, *, by: User) -> None:
    with ledger.acting(by):
        record.translations.all().delete()
    translate(record, "summary", text, by=by)
