"""Plain functions that make rows for tests; every one names who acts."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from testimonies import ledger, moderation
from testimonies.models import (
    ChronologyEvent,
    Collection,
    Concern,
    Illustration,
    MediaItem,
    Passage,
    Place,
    Quote,
    Redaction,
    Source,
    Tag,
    Testimony,
    TestimonySource,
    Transcript,
    User,
    Witness,
)
from testimonies.moderation import ConsentEntry, Moving
from testimonies.terms import (
    ConcernKind,
    ConsentBasis,
    MediaBasis,
    Role,
    Scope,
    Standing,
    State,
    receipt_of,
)
from tests.people import make_person

WORDS = "We heard gunfire all night. We were afraid that it would never stop."


def make_source(*, by: User, **columns: Any) -> Source:
    with ledger.acting(by):
        return _source(**columns)


def _source(**columns: Any) -> Source:
    defaults = {"title": "An article", "outlet": "A newspaper"}
    return Source.objects.create(**{**defaults, **columns})


def make_witness(*, by: User, **columns: Any) -> Witness:
    with ledger.acting(by):
        return _witness(**columns)


def _witness(**columns: Any) -> Witness:
    defaults = {"name": "Lyazzat", "name_kind": "given_name"}
    return Witness.objects.create(**{**defaults, **columns})


def grant(witness: Witness, *scopes: Scope, by: User, is_granted: bool = True) -> None:
    entries = [
        ConsentEntry(scope, is_granted, ConsentBasis.DOCUMENTED)
        for scope in scopes or (Scope.WEB, Scope.QUOTATION, Scope.TRANSLATION)
    ]
    moderation.record_consent(witness, *entries, by=by)


def make_passage(transcript: Transcript, text: str = WORDS, *, by: User) -> Passage:
    with ledger.acting(by):
        passage = Passage.objects.create(transcript=transcript, text=text)
    passage.refresh_from_db()
    return passage


def time(passage: Passage, start: int, end: int | None = None, *, by: User) -> None:
    """Say when a passage is spoken in the recording, in milliseconds."""
    with ledger.acting(by):
        passage.start_ms, passage.end_ms = start, end
        passage.save(update_fields=["start_ms", "end_ms"])


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
    with ledger.acting(by):
        witness = witness or _witness()
        testimony = Testimony.objects.create(witness=witness, **{**defaults, **columns})
        source = _source()
        TestimonySource.objects.create(testimony=testimony, source=source)
        transcript = Transcript.objects.create(testimony=testimony, language="en")
        Passage.objects.create(transcript=transcript, text=words)
    return testimony


def first_passage(testimony: Testimony) -> Passage:
    """Give the original's; translations have passages of the same numbers."""
    passages = Passage.objects.filter(transcript__testimony=testimony)
    return passages.order_by("-transcript__is_original", "number")[0]


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
    }
    with ledger.acting(by):
        if "found_via" not in columns:
            columns["found_via"] = _source()
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


@dataclass(frozen=True)
class Desk:
    """The three people that it takes to publish."""

    editor: User
    reviewer: User
    steward: User

    def publish(self, record: Moving) -> None:
        publish(
            record, editor=self.editor, reviewer=self.reviewer, steward=self.steward
        )

    def consented_testimony(self, **columns: Any) -> Testimony:
        """Make a draft that every gate lets through."""
        testimony = make_testimony(by=self.editor, **columns)
        grant(testimony.witness, by=self.steward)
        return testimony

    def published_testimony(self, **columns: Any) -> Testimony:
        testimony = self.consented_testimony(**columns)
        self.publish(testimony)
        return testimony

    def retitle(self, record: Moving, title: str) -> None:
        """Revise a published record, change its title and publish it again."""
        moderation.revise(record, by=self.editor)
        with ledger.acting(self.editor):
            record.title = title
            record.save(update_fields=["title"])
        self.publish(record)


def make_desk(
    editor: str = "Boris", reviewer: str = "Clara", steward: str = "Dana"
) -> Desk:
    return Desk(
        make_person(editor, Role.EDITOR),
        make_person(reviewer, Role.REVIEWER),
        make_person(steward, Role.STEWARD),
    )


def make_other_desk() -> Desk:
    """Make the three beside whom a test's own can be made."""
    return make_desk("Galym", "Inna", "Kamila")


def make_place(*, by: User, **columns: Any) -> Place:
    defaults = {"name": "Almaty", "country": "KZ"}
    with ledger.acting(by):
        return Place.objects.create(**{**defaults, **columns})


def make_tag(name: str, *, by: User, aliases: tuple[str, ...] = ()) -> Tag:
    return moderation.save_tag(Tag(name=name), by=by, aliases=aliases)


def put_tag(record: Testimony | Quote | MediaItem, *tags: Tag, by: User) -> None:
    with ledger.acting(by):
        record.tags.add(*tags)


def make_concern(ref: str, **given: Any) -> Concern:
    """Send a concern as a browser does that has worked for it."""
    nonce = secrets.token_bytes(8)
    sent = {
        "kind": ConcernKind.DANGER,
        "language": "en",
        "words": "The street can be recognised.",
        "contact": "",
        "token_digest": hashlib.sha256(nonce).hexdigest(),
        "receipt": receipt_of(nonce),
        "bits": 24,
        "has_waited": False,
        **given,
    }
    received = moderation.receive_concern(moderation.Report(ref=ref, **sent))
    assert received.became == moderation.Received.RECEIVED
    return Concern.objects.get(token_digest=sent["token_digest"])


def make_event(collection: Collection, *, by: User, **columns: Any) -> ChronologyEvent:
    defaults = {"date": "2022-01-05", "text": "Shots were heard."}
    source = make_source(by=by)
    with ledger.acting(by):
        return ChronologyEvent.objects.create(
            collection=collection, source=source, **{**defaults, **columns}
        )


def make_illustration(
    testimony: Testimony, item: MediaItem, *, by: User, **columns: Any
) -> Illustration:
    with ledger.acting(by):
        return Illustration.objects.create(testimony=testimony, item=item, **columns)


def hide(passage: Passage, words: str, *, by: User, kind: str = "name") -> Redaction:
    """Redact the first place where the words stand."""
    start = passage.text.index(words)
    with ledger.acting(by):
        return Redaction.objects.create(
            passage=passage,
            start=start,
            end=start + len(words),
            kind=kind,
            reason="She asked for it.",
            author=by,
        )


# Each state's way from a draft, by declared transitions alone.
WAYS = {
    State.DRAFT: (),
    State.IN_REVIEW: (State.IN_REVIEW,),
    State.CHANGES_REQUESTED: (State.IN_REVIEW, State.CHANGES_REQUESTED),
    State.APPROVED: (State.IN_REVIEW, State.APPROVED),
    State.SCHEDULED: (State.IN_REVIEW, State.APPROVED, State.SCHEDULED),
    State.SETTLED: (State.IN_REVIEW, State.APPROVED, State.SETTLED),
}


def put_in(
    record: Moving, state: State, standing: Standing = Standing.NEVER, **columns: Any
) -> None:
    """Set a draft's columns behind the moves' back, as no room of the archive does."""
    rows = type(record)._default_manager.filter(pk=record.pk)
    rows.update(standing=standing, **columns)
    for step in WAYS[state]:
        rows.update(state=step)
    record.refresh_from_db()
