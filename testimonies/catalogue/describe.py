"""What is shown of a record: one describe function per kind, and nothing shows more.

Pseudonyms, redactions and coarsening are applied here and nowhere else; an edition,
a page, an index entry or an export can only ever hold what these functions return.
"""

from collections.abc import Iterable
from typing import Any, assert_never

from testimonies.catalogue.documents import (
    CollectionDocument,
    ConsentCopy,
    Document,
    EventCopy,
    FileCopy,
    MarkCopy,
    MediaDocument,
    PassageCopy,
    Placement,
    QuoteDocument,
    TagDocument,
    TestimonyDocument,
    TranscriptCopy,
    WitnessDocument,
)
from testimonies.catalogue.drafts import Record, passages_in
from testimonies.catalogue.parts import (
    lines_of,
    place_of,
    source_of,
    tags_of,
    texts_of,
)
from testimonies.models import (
    ChronologyEvent,
    Collection,
    MediaItem,
    Passage,
    Quote,
    Tag,
    Testimony,
    Transcript,
    Witness,
)
from testimonies.privacy import Redacted, consent_states, redact
from testimonies.terms import (
    COPY_ROLES,
    COVERED_NOTES,
    AccountHolder,
    DateMalformed,
    EdtfDate,
    Fidelity,
    Mark,
    MarkKind,
    PassageText,
    anchor_for,
    fidelity,
)


def redacted(passage: Passage) -> Redacted:
    """Give the passage's public text."""
    spans = [(span.start, span.end) for span in passage.redactions.all()]
    return redact(passage.text, spans)


def _passage(passage: Passage) -> PassageCopy:
    public = redacted(passage)
    marks = []
    for mark in passage.marks.all():
        span = public.public_span(mark.start, mark.end)
        if span:
            marks.append(MarkCopy(*span, mark.kind))
    return PassageCopy(
        passage.number,
        passage.kind,
        passage.speaker,
        public.text,
        tuple(marks),
        passage.start_ms,
        passage.end_ms,
    )


def _transcript(transcript: Transcript) -> TranscriptCopy:
    return TranscriptCopy(
        transcript.language,
        transcript.is_original,
        transcript.translator,
        transcript.is_machine,
        transcript.is_reviewed,
        tuple(_passage(passage) for passage in transcript.passages.all()),
    )


def _consents(witness: Witness) -> tuple[ConsentCopy, ...]:
    states = consent_states(witness)
    return tuple(
        ConsentCopy(scope, states[scope].basis, states[scope].outlet)
        for scope in sorted(states)
        if states[scope].is_granted
    )


def _placements(testimony: Testimony) -> tuple[Placement, ...]:
    return tuple(
        Placement(
            row.item.ref,
            row.passage.number if row.passage else None,
            texts_of(row)("caption"),
        )
        for row in testimony.illustrations.all()
    )


def describe_testimony(testimony: Testimony) -> TestimonyDocument:
    """Describe a testimony with its transcripts; other records by their refs."""
    text = texts_of(testimony)
    return TestimonyDocument(
        ref=testimony.ref,
        title=text("title"),
        summary=text("summary"),
        witness=testimony.witness.ref,
        collection=testimony.collection.ref if testimony.collection else None,
        place=place_of(testimony.place),
        happened=testimony.happened,
        given=testimony.given,
        given_how=text("given_how"),
        interviewer=testimony.interviewer,
        outlet=testimony.outlet,
        language=testimony.language,
        content_notes=tuple(testimony.content_notes),
        content_note_text=text("content_note_text"),
        tags=tags_of(testimony),
        sources=tuple(
            copy
            for row in testimony.testimonysource_set.all()
            if (copy := source_of(row.source))
        ),
        rights=text("rights"),
        rights_url=testimony.rights_url,
        consents=_consents(testimony.witness),
        transcripts=tuple(map(_transcript, testimony.transcripts.all())),
        quotes=tuple(quote.ref for quote in testimony.quotes.all()),
        illustrations=_placements(testimony),
        recording=testimony.recording.ref if testimony.recording else None,
    )


def fidelity_of(quote: Quote) -> Fidelity:
    """Compute how faithful a quote is: to its passage, or else to the whole account."""
    account = Passage.objects.filter(transcript__testimony=quote.testimony_id)
    return _fidelity(quote, account.prefetch_related("marks"))


def _fidelity(quote: Quote, account: Iterable[Passage]) -> Fidelity:
    passages = account if quote.passage is None else [quote.passage]
    texts = [
        PassageText(
            passage.number,
            passage.text,
            tuple(
                Mark(mark.start, mark.end, MarkKind(mark.kind))
                for mark in passage.marks.all()
            ),
        )
        for passage in passages
    ]
    return fidelity(quote.text, texts, pointed=quote.passage is not None)


def _told_span(
    quote: Quote, passage: Passage, public: Redacted
) -> tuple[int, int] | None:
    """Find in a passage's public text a quote that leaves out what is hidden there."""
    marks = [
        Mark(*span, MarkKind(mark.kind))
        for mark in passage.marks.all()
        if (span := public.public_span(mark.start, mark.end))
    ]
    found = anchor_for(quote.text, public.text, passage.number, marks=marks)
    return (found.start, found.end) if found else None


def describe_quote(quote: Quote) -> QuoteDocument:
    """Describe a quote with its computed fidelity and its place in the public text."""
    anchor, passage = quote.anchor, quote.passage
    span, is_whole = None, False
    if anchor is not None and passage is not None:
        public = redacted(passage)
        span = public.public_span(anchor.start, anchor.end)
        span = span or _told_span(quote, passage, public)
        is_whole = not public.spans
    return QuoteDocument(
        ref=quote.ref,
        testimony=quote.testimony.ref,
        text=quote.text,
        language=quote.language,
        fidelity=_fidelity(quote, passages_in(quote.testimony)),
        passage=passage.number if passage else None,
        transcript_language=passage.transcript.language if passage else "",
        start=span[0] if span else None,
        end=span[1] if span else None,
        # The words around an anchor could be redacted ones; readers' software can
        # take them from the public text by the offsets.
        prefix=anchor.prefix if anchor and is_whole else "",
        suffix=anchor.suffix if anchor and is_whole else "",
        printed_in=source_of(quote.printed_in),
        printed_where=quote.printed_where,
        tags=tags_of(quote),
    )


def describe_witness(witness: Witness) -> WitnessDocument:
    """Describe a witness under her public name; the vault has no way in."""
    text = texts_of(witness)
    return WitnessDocument(
        ref=witness.ref,
        name=witness.name,
        name_kind=witness.name_kind,
        description=text("description"),
        place=place_of(witness.place),
        languages=tuple(witness.languages),
        spelling_variants=lines_of(witness.spelling_variants),
    )


def _files(item: MediaItem) -> tuple[FileCopy, ...]:
    return tuple(
        FileCopy(
            file.role,
            file.name,
            file.media_type,
            file.size,
            file.sha256,
            file.width,
            file.height,
            file.duration_ms,
        )
        for file in item.shown_files()
        if file.role in COPY_ROLES and file.is_cleaned and file.verified_at is not None
    )


def describe_media(item: MediaItem) -> MediaDocument:
    """Describe a clip. A private person's handle goes, and the links that hold it."""
    text = texts_of(item)
    is_private = item.account_holder == AccountHolder.PRIVATE
    return MediaDocument(
        ref=item.ref,
        title=text("title"),
        media_kind=item.kind,
        collection=item.collection.ref if item.collection else None,
        platform=item.platform,
        platform_id="" if is_private else item.platform_id,
        account="" if is_private else item.account,
        account_holder=item.account_holder,
        url="" if is_private else item.url,
        posted=item.posted,
        posted_basis=item.posted_basis,
        captured=item.captured,
        captured_by=item.captured_by,
        captured_with=item.captured_with,
        caption=item.caption,
        caption_language=item.caption_language,
        sound="" if is_private else item.sound,
        description=text("description"),
        content_notes=tuple(item.content_notes),
        content_note_text=text("content_note_text"),
        is_covered=bool(COVERED_NOTES & set(item.notes)),
        verification=item.verification,
        verification_notes=text("verification_notes"),
        basis=item.basis,
        basis_note=text("basis_note"),
        rights=text("rights"),
        found_via=source_of(item.found_via),
        files=_files(item),
        tags=tags_of(item),
        caption_translations=text("caption").translations or None,
    )


def describe_collection(collection: Collection) -> CollectionDocument:
    """Describe a collection, its events in the order of their dates."""
    text = texts_of(collection)
    events = collection.events.all()
    copies = [copy for event in events if (copy := _event(event))]
    return CollectionDocument(
        ref=collection.ref,
        title=text("title"),
        description=text("description"),
        events=tuple(sorted(copies, key=_by_date)),
    )


def _event(event: ChronologyEvent) -> EventCopy | None:
    source, text = source_of(event.source), texts_of(event)
    if source is None:
        return None
    return EventCopy(
        event.date, text("text"), source, event.status, text("status_note")
    )


def _by_date(event: EventCopy) -> tuple[bool, Any]:
    # A gate refuses what is no date; until then it stands last.
    try:
        return False, EdtfDate.parse(event.date)
    except DateMalformed:
        return True, event.date


def describe_tag(tag: Tag) -> TagDocument:
    """Describe a tag's public words."""
    text = texts_of(tag)
    return TagDocument(
        ref=tag.ref,
        name=text("name"),
        description=text("description"),
        tag_kind=tag.kind,
        aliases=tuple(sorted(alias.name for alias in tag.aliases.all())),
    )


def describe(record: Record) -> Document:
    """Describe any record.

    Asks for each row by itself, where the record was not read anew (drafts.py).
    """
    match record:
        case Testimony():
            return describe_testimony(record)
        case Quote():
            return describe_quote(record)
        case Witness():
            return describe_witness(record)
        case MediaItem():
            return describe_media(record)
        case Collection():
            return describe_collection(record)
        case _:
            assert_never(record)
