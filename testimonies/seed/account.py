"""Makes the draft rows of a testimony: its account, quotes, and clips beside it.

Runs inside ledger.acting(); publishes nothing, and changes no letter of the account.
"""

import re
from collections.abc import Mapping
from typing import Final

from testimonies.models import (
    Illustration,
    Mark,
    Passage,
    Quote,
    Testimony,
    TestimonySource,
    Transcript,
)
from testimonies.seed.drafts import NOTES, RECORD
from testimonies.seed.known import (
    collection_of,
    item_of,
    place_of,
    put_tags,
    source_of,
    witness_of,
)
from testimonies.seed.rows import saved, translate
from testimonies.seed.tables import Archive, Table
from testimonies.terms import Kind, QuoteMalformed

TESTIMONY: Final = (
    *NOTES,
    *("title", "summary", "happened", "given", "given_how", "interviewer", "outlet"),
    *("language", "rights", "rights_url"),
)
OTHERS: Final = ("witness", "collection", "place", "sources", "tags")
CHILDREN: Final = ("transcript", "quote", "illustration")
TRANSCRIPT: Final = ("language", "is_original")
PASSAGE: Final = ("kind", "speaker", "text")
QUOTE: Final = ("text", "language", "printed_where")

BRACKETED: Final = re.compile(r"\[[^\[\]]+\]")

Passages = Mapping[str, Passage]


def draft_testimony(table: Table, *, archive: Archive) -> Testimony:
    """Make a testimony's rows; its witness, collection and clips are there already."""
    table.require_keys([*RECORD, *TESTIMONY, *OTHERS, *CHILDREN])
    row = Testimony(
        ref=table.ref(Kind.TESTIMONY),
        witness=witness_of(table, archive=archive),
        collection=collection_of(table, archive=archive),
        place=place_of(table, archive=archive),
        content_notes_decided="content_notes" in table.values,
        **table.columns(TESTIMONY),
    )
    translate(saved(row, table), table)
    _cite(row, table, archive=archive)
    put_tags(row, table, archive=archive)
    passages = {
        key: passage
        for each in table.tables("transcript")
        for key, passage in _transcript(row, each).items()
    }
    for position, each in enumerate(table.tables("quote")):
        quote = _quote(each, passages=passages, archive=archive)
        quote.testimony, quote.position = row, position
        put_tags(saved(quote, each), each, archive=archive)
    for position, each in enumerate(table.tables("illustration")):
        beside = _illustration(each, passages=passages, archive=archive)
        beside.testimony, beside.position = row, position
        translate(saved(beside, each), each)
    return row


def _cite(testimony: Testimony, table: Table, *, archive: Archive) -> None:
    for position, wanted in enumerate(table.texts("sources")):
        source = source_of(table, key="sources", wanted=wanted, archive=archive)
        link = TestimonySource(testimony=testimony, source=source, position=position)
        saved(link, table)


def _transcript(testimony: Testimony, table: Table) -> Passages:
    """Make the account in one language and give its passages by their keys."""
    table.require_keys([*TRANSCRIPT, "passage"])
    columns = table.columns(TRANSCRIPT)
    row = saved(Transcript(testimony=testimony, **columns), table)
    return {
        each.text("key"): _passage(each, transcript=row, position=position)
        for position, each in enumerate(table.tables("passage"), 1)
    }


def _passage(table: Table, *, transcript: Transcript, position: int) -> Passage:
    table.require_keys([*PASSAGE, "key", "mark"])
    columns = table.columns(PASSAGE)
    row = saved(Passage(transcript=transcript, position=position, **columns), table)
    # The database gave it its number.
    row.refresh_from_db()
    marks = table.tables("mark")
    printed = {mark.text("printed") for mark in marks}
    for piece in BRACKETED.findall(row.text):
        if piece not in printed:
            advice = f"“{piece}” is in brackets: add a mark that says what it is."
            raise table.refusal("mark", advice)
    for each in marks:
        saved(_mark(each, passage=row), each)
    return row


def _mark(table: Table, *, passage: Passage) -> Mark:
    table.require_keys(["kind", "printed"])
    printed = table.text("printed")
    times = passage.text.count(printed) if printed else 0
    if times != 1:
        advice = (
            f"it stands {times} times in the passage; write what stands there once."
        )
        raise table.refusal("printed", advice)
    start = passage.text.index(printed)
    return Mark(
        passage=passage,
        start=start,
        end=start + len(printed),
        kind=table.text("kind"),
    )


def _quote(table: Table, *, passages: Passages, archive: Archive) -> Quote:
    table.require_keys(["ref", *QUOTE, "printed_in", "passage", "tags"])
    wanted = table.text("printed_in")
    quote = Quote(
        ref=table.ref(Kind.QUOTE),
        printed_in=source_of(table, key="printed_in", wanted=wanted, archive=archive),
        passage=_pointed(table, passages),
        **table.columns(QUOTE),
    )
    try:
        quote.bind()
    except QuoteMalformed as refusal:
        raise table.refusal("text", str(refusal)) from None
    return quote


def _illustration(
    table: Table, *, passages: Passages, archive: Archive
) -> Illustration:
    table.require_keys(["item", "passage", "caption", "translations"])
    return Illustration(
        item=item_of(table, archive=archive),
        passage=_pointed(table, passages),
        **table.columns(["caption"]),
    )


def _pointed(table: Table, passages: Passages) -> Passage | None:
    """Give the passage that the table points at; None where it points at none."""
    wanted = table.text("passage", "")
    if wanted and wanted not in passages:
        advice = f"no passage has the key “{wanted}”; use {', '.join(passages)}."
        raise table.refusal("passage", advice)
    return passages.get(wanted)
