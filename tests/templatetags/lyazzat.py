"""Lyazzat's account as documents, without a database: a bundle to set pages from."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from testimonies.catalogue import Bundle, Document, Issue, encode, path_of
from testimonies.catalogue.documents import (
    CollectionDocument,
    ConsentCopy,
    EventCopy,
    MarkCopy,
    MediaDocument,
    PassageCopy,
    Placement,
    QuoteDocument,
    SourceCopy,
    TestimonyDocument,
    Text,
    TranscriptCopy,
    WitnessDocument,
)
from testimonies.terms import Kind, kind_of, new_ref

SHOCK = (
    "In an instant, everything turned to complete chaos, which shocked everyone. Groups"
    " of unknown people started to provoke the crowd and loot all across the city."
    "\n\nThey attacked police officers and destroyed city buildings and shops."
)
NIGHT = (
    "The only way that we get information is by telephone. […] A shoe store near us was"
    " robbed and we heard the sound [from our home]. We were afraid."
)
CALM = "Some people are trying to help clean things up. Others are making food."
LOOT = (
    "Groups of unknown people started to provoke the crowd and loot all across the city"
)
HELPED = "Some people helped to clean up, others made food"
NIGHTMARE = "It was a waking nightmare"

NONE = Text("en", "")
ARTICLE = SourceCopy("Residents still reeling", "FRANCE 24 Observers", "", "", "", "")
DAY = datetime(2022, 1, 20, 12, tzinfo=UTC)
REFS = {name: str(new_ref(kind)) for name, kind in (
    ("testimony", Kind.TESTIMONY),
    ("witness", Kind.WITNESS),
    ("collection", Kind.COLLECTION),
    ("loot", Kind.QUOTE),
    ("helped", Kind.QUOTE),
    ("nightmare", Kind.QUOTE),
    ("clip", Kind.MEDIA),
)}  # fmt: skip


def issue_of(document: Document, title: str = "A title") -> Issue:
    kind = kind_of(document.ref)
    return Issue(
        document.ref, kind, 1, encode(document), "a-slug", title, "d" * 64, DAY, DAY
    )


def quote(name: str, text: str, fidelity: str, **place: Any) -> QuoteDocument:
    blank = {"passage": None, "start": None, "end": None, "transcript_language": ""}
    return QuoteDocument(
        ref=REFS[name],
        testimony=REFS["testimony"],
        text=text,
        language="en",
        fidelity=fidelity,
        prefix="",
        suffix="",
        printed_in=ARTICLE,
        printed_where="a heading",
        tags=(),
        **{**blank, **place},
    )


def quotes() -> list[QuoteDocument]:
    start = SHOCK.index(LOOT)
    return [
        quote(
            "loot",
            LOOT,
            "verbatim",
            passage=2,
            start=start,
            end=start + len(LOOT),
            transcript_language="en",
        ),
        quote("helped", HELPED, "paraphrase", passage=4, transcript_language="en"),
        quote("nightmare", NIGHTMARE, "absent"),
    ]


def passage(number: int, text: str, kind: str = "testimony") -> PassageCopy:
    signs = {"[…]": "omission", "[from our home]": "insertion"}
    marks = tuple(
        MarkCopy(text.index(sign), text.index(sign) + len(sign), mark)
        for sign, mark in signs.items()
        if sign in text
    )
    return PassageCopy(number, kind, "", text, marks, None, None)


def transcript(language: str = "en", *passages: PassageCopy) -> TranscriptCopy:
    is_original = language == "en"
    return TranscriptCopy(language, is_original, "", False, True, passages)


ACCOUNT = transcript(
    "en",
    passage(1, "The newsroom had written to her.", "context"),
    passage(2, SHOCK),
    passage(3, NIGHT),
    passage(4, CALM),
)


def testimony(**changes: Any) -> TestimonyDocument:
    document = TestimonyDocument(
        ref=REFS["testimony"],
        title=Text("en", "A week behind closed doors"),
        summary=Text("en", "She tells of a week."),
        witness=REFS["witness"],
        collection=REFS["collection"],
        place=None,
        happened="2022-01-05/2022-01-09",
        given="2022-01~",
        given_how=NONE,
        interviewer="",
        outlet="FRANCE 24 Observers",
        language="und",
        content_notes=("gunfire",),
        content_note_text=NONE,
        tags=(),
        sources=(ARTICLE,),
        rights=NONE,
        rights_url="",
        consents=(ConsentCopy("web_publication", "previously_published", "FRANCE 24"),),
        transcripts=(ACCOUNT,),
        quotes=(REFS["loot"], REFS["helped"], REFS["nightmare"]),
        illustrations=(Placement(REFS["clip"], 3, Text("en", "Beside the nights.")),),
    )
    return replace(document, **changes)


def witness(**changes: Any) -> WitnessDocument:
    document = WitnessDocument(
        REFS["witness"], "Lyazzat", "given_name", NONE, None, (), ("Lyzzat",)
    )
    return replace(document, **changes)


def clip(**changes: Any) -> MediaDocument:
    document = MediaDocument(
        ref=REFS["clip"],
        title=Text("en", "Civilians, and the sound of gunfire"),
        media_kind="video",
        collection=REFS["collection"],
        platform="unknown",
        platform_id="",
        account="",
        account_holder="unknown",
        url="",
        posted="2022-01-05",
        posted_basis="inferred",
        captured="",
        captured_by="",
        captured_with="",
        caption="#алматы",
        caption_language="ru",
        sound="",
        description=Text("en", "A body lies on the ground."),
        content_notes=("body",),
        content_note_text=NONE,
        is_covered=True,
        verification="unreviewed",
        verification_notes=NONE,
        basis="previously_published",
        basis_note=NONE,
        rights=NONE,
        found_via=ARTICLE,
        files=(),
        tags=(),
    )
    return replace(document, **changes)


def event(date: str, text: str, status: str = "reported", note: str = "") -> EventCopy:
    return EventCopy(date, Text("en", text), ARTICLE, status, Text("en", note))


def collection(*events: EventCopy) -> CollectionDocument:
    title, description = Text("en", "Almaty, January 2022"), Text("en", "A week.")
    return CollectionDocument(REFS["collection"], title, description, events)


TOLL = event(
    "2022-01-09", "164 people died.", "withdrawn_by_source", "Called an error."
)


def bundle(main: Document | None = None, *others: Document) -> Bundle:
    """Give the account's bundle; documents given replace those of the same ref."""
    main = main or testimony()
    documents: list[Document] = [
        testimony(),
        *quotes(),
        witness(),
        clip(),
        collection(event("2022-01-12", "Later."), TOLL),
        *others,
    ]
    found = {document.ref: issue_of(document) for document in documents}
    found.pop(main.ref, None)
    return Bundle(issue_of(main), found)


def address_of(name: str) -> str:
    return path_of(kind_of(REFS[name]), REFS[name], "a-slug")
