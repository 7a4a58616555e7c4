"""Plain functions that make rows for tests; every one names who acts."""

from typing import Any

from testimonies import ledger, moderation
from testimonies.models import (
    Collection,
    MediaItem,
    Passage,
    Quote,
    Source,
    Testimony,
    TestimonySource,
    Transcript,
    User,
    Witness,
)
from testimonies.moderation import ConsentEntry, Moving
from testimonies.terms import ConsentBasis, MediaBasis, Scope

WORDS = "We heard gunfire all night. We were afraid that it would never stop."


def make_source(*, by: User, **columns: Any) -> Source:
    defaults = {"title": "An article", "outlet": "A newspaper"}
    with ledger.acting(by):
        return Source.objects.create(**{**defaults, **columns})


def make_witness(*, by: User, **columns: Any) -> Witness:
    defaults = {"name": "Lyazzat", "name_kind": "given_name"}
    with ledger.acting(by):
        return Witness.objects.create(**{**defaults, **columns})


def grant(
    witness: Witness, *scopes: Scope, by: User, is_granted: bool = True
) -> None:
    for scope in scopes or (Scope.WEB, Scope.QUOTATION, Scope.TRANSLATION):
        entry = ConsentEntry(scope, is_granted, ConsentBasis.DOCUMENTED)
        moderation.record_consent(witness, by=by, entry=entry)


def make_passage(transcript: Transcript, text: str = WORDS, *, by: User) -> Passage:
    with ledger.acting(by):
        passage = Passage.objects.create(transcript=transcript, text=text)
    passage.refresh_from_db()
    return passage


def make_testimony(
    *, by: User, witness: Witness | None = None, words: str = WORDS, **columns: Any
) -> Testimony:
    """Make a draft that passes every gate once its witness's consent is recorded."""
    defaults = {
        "title": "A week behind doors",
        "summary": "A summary.",
        "content_notes_decided": True,
        "happened": "2022-01-05/2022-01-09",
    }
    witness = witness or make_witness(by=by)
    source = make_source(by=by)
    with ledger.acting(by):
        testimony = Testimony.objects.create(
            witness=witness, **{**defaults, **columns}
        )
        TestimonySource.objects.create(testimony=testimony, source=source)
        transcript = Transcript.objects.create(testimony=testimony, language="en")
    make_passage(transcript, words, by=by)
    return testimony


def first_passage(testimony: Testimony) -> Passage:
    return Passage.objects.filter(transcript__testimony=testimony).order_by("number")[0]


def make_quote(
    testimony: Testimony,
    text: str = "We heard gunfire all night.",
    *,
    by: User,
    passage: Passage | None = None,
    **columns: Any,
) -> Quote:
    quote = Quote(testimony=testimony, text=text, passage=passage, **columns)
    quote.bind()
    with ledger.acting(by):
        quote.save()
    return quote


def make_media(*, by: User, **columns: Any) -> MediaItem:
    """Make a draft that passes every gate."""
    defaults: dict[str, Any] = {
        "title": "A clip of a street",
        "kind": "video",
        "description": "A street with audible gunfire.",
        "content_notes_decided": True,
        "basis": MediaBasis.PUBLIC_INTEREST,
        "found_via": make_source(by=by),
    }
    with ledger.acting(by):
        return MediaItem.objects.create(**{**defaults, **columns})


def make_collection(*, by: User, **columns: Any) -> Collection:
    defaults = {"title": "Almaty, January 2022", "description": "A week."}
    with ledger.acting(by):
        return Collection.objects.create(**{**defaults, **columns})


def publish(record: Moving, *, editor: User, reviewer: User, steward: User) -> None:
    """Take a draft through submit, approve and publish as three people."""
    moderation.submit(record, by=editor)
    moderation.approve(record, by=reviewer)
    moderation.publish(record, by=steward)
