"""Records to take away, made of documents alone: no database."""

from datetime import UTC, datetime
from shlex import split
from typing import Any

from testimonies.catalogue import Document, Issue, digest_of, encode
from testimonies.catalogue.documents import (
    CollectionDocument,
    MediaDocument,
    PassageCopy,
    QuoteDocument,
    TagDocument,
    TestimonyDocument,
    Text,
    TranscriptCopy,
    WitnessDocument,
)
from testimonies.exchange import Archive, Item
from testimonies.terms import Kind, kind_of, new_ref

KUA = Archive("Kuä", "https://archive.example.org", UTC)
ISSUED = datetime(2026, 10, 5, 12, tzinfo=UTC)
TESTIMONY, QUOTE, WITNESS = "t9mt29qns", new_ref(Kind.QUOTE), "w44p6r7ms"
CLIP, COLLECTION, TAG = "mxhsq6jn8", "cg55b8q49", new_ref(Kind.TAG)
NO_TEXT = Text("en", "")


def issue(document: Document, *, number: int = 2) -> Issue:
    raw = encode(document)
    return Issue(
        ref=document.ref,
        kind=kind_of(document.ref),
        number=number,
        raw=raw,
        slug="a-slug",
        title="",
        digest=digest_of(raw),
        issued_at=ISSUED if number else None,
        first_issued_at=None,
    )


def witness(name: str = "Lyazzat") -> Issue:
    return issue(WitnessDocument(WITNESS, name, "full", NO_TEXT, None, (), ()))


def _passages() -> tuple[TranscriptCopy, ...]:
    copies = [
        PassageCopy(number, "testimony", "", "Words.", (), start, None)
        for number, start in ((1, None), (3, 751_000))
    ]
    return (TranscriptCopy("ru", True, "", False, False, tuple(copies)),)


def account(**fields: Any) -> Issue:
    known: dict[str, Any] = {
        "ref": TESTIMONY,
        "title": Text("ru", "За закрытыми дверями"),
        "summary": NO_TEXT,
        "witness": WITNESS,
        "collection": None,
        "place": None,
        "happened": "2022-01-05/2022-01-09",
        "given": "2022-01-10~",
        "given_how": Text("en", "by telephone"),
        "interviewer": "",
        "outlet": "Vlast",
        "language": "ru",
        "content_notes": (),
        "content_note_text": NO_TEXT,
        "tags": (),
        "sources": (),
        "rights": NO_TEXT,
        "rights_url": "",
        "consents": (),
        "transcripts": _passages(),
        "quotes": (),
        "illustrations": (),
    }
    return issue(TestimonyDocument(**{**known, **fields}))


def testimony(
    *, name: str = "Lyazzat", passage: int | None = None, **fields: Any
) -> Item:
    others = {WITNESS: witness(name)} if name else {}
    return Item(account(**fields), others, KUA, passage)


def quote(**fields: Any) -> Item:
    known: dict[str, Any] = {
        "ref": QUOTE,
        "testimony": TESTIMONY,
        "text": "We heard gunfire all night.",
        "language": "en",
        "fidelity": "verbatim",
        "passage": 3,
        "transcript_language": "ru",
        "start": 0,
        "end": 5,
        "prefix": "",
        "suffix": "",
        "printed_in": None,
        "printed_where": "",
        "tags": (),
    }
    others = {TESTIMONY: account(), WITNESS: witness()}
    return Item(issue(QuoteDocument(**{**known, **fields})), others, KUA)


_UNSAID = """platform_id captured captured_by captured_with caption sound basis
    verification"""


def clip(**fields: Any) -> Item:
    empty = dict.fromkeys(split(_UNSAID), "")
    known: dict[str, Any] = {
        **empty,
        "ref": CLIP,
        "title": Text("en", "A street at night"),
        "media_kind": "video",
        "collection": None,
        "platform": "tiktok",
        "account": "@vlast.kz",
        "account_holder": "public_account",
        "url": "https://example.org/video/1",
        "posted": "2022-01-06",
        "posted_basis": "decoded_from_id",
        "caption_language": "ru",
        "description": NO_TEXT,
        "content_notes": (),
        "content_note_text": NO_TEXT,
        "is_covered": False,
        "verification_notes": NO_TEXT,
        "basis_note": NO_TEXT,
        "rights": NO_TEXT,
        "found_via": None,
        "files": (),
        "tags": (),
    }
    return Item(issue(MediaDocument(**{**known, **fields})), {}, KUA)


def collection(title: str = "Almaty, January 2022") -> Item:
    document = CollectionDocument(COLLECTION, Text("en", title), NO_TEXT, ())
    return Item(issue(document), {}, KUA)


def tag(name: str = "алматы") -> Item:
    document = TagDocument(TAG, Text("kk", name), NO_TEXT, "subject", ())
    return Item(issue(document, number=0), {}, KUA)


def one_of_each() -> list[Item]:
    return [
        testimony(),
        testimony(passage=3),
        testimony(name="", given="", outlet="", language="und"),
        quote(),
        clip(),
        Item(witness(), {}, KUA),
        collection(),
        tag(),
    ]
