"""The gates before an edition: pure checks that return findings and change nothing.

Publishing runs all of them. What a gate cannot check blocks.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from urllib.parse import urlsplit

from testimonies.catalogue import (
    Document,
    Moving,
    QuoteDocument,
    Record,
    TestimonyDocument,
    describe,
    passages_in,
    read_anew,
    strings_of,
    travelling,
)
from testimonies.models import MediaItem, Passage, Quote, Testimony
from testimonies.moderation import clip_gates, recording_gates
from testimonies.moderation.refusals import Finding
from testimonies.moderation.sealed import protected_in
from testimonies.moderation.withheld import (
    TURNED,
    handles_of,
    hidden_in,
    keys_of_words,
    names_hidden_in,
    tag_strings,
    turns,
)
from testimonies.privacy import Searched, holds_protected
from testimonies.terms import (
    DateBasis,
    DateMalformed,
    EdtfDate,
    Fidelity,
    Scope,
)

DATES = ("happened", "given", "posted", "captured", "published", "date")
LINKS = ("url", "archived_url", "rights_url")


@dataclass(frozen=True)
class Candidate:
    """A record that would move, read anew, with what would be issued for all of it."""

    record: Moving
    documents: Sequence[tuple[Record, Document]]
    tags: Sequence[tuple[str, str]] = ()

    @cached_property
    def strings(self) -> list[tuple[str, str]]:
        """List (field, text) of all that readers would get, the words of tags too."""
        words = [strings_of(document) for _, document in self.documents]
        return [*chain.from_iterable(words), *self.tags]

    @cached_property
    def passages(self) -> list[Passage]:
        """The account's passages with their redactions; none for other records."""
        record = self.record
        return [*passages_in(record)] if isinstance(record, Testimony) else []

    @property
    def items(self) -> list[MediaItem]:
        """The clips that it shows: itself, or what illustrates the account."""
        record = self.record
        if isinstance(record, Testimony):
            return [placed.item for placed in record.illustrations.all()]
        return [record] if isinstance(record, MediaItem) else []

    @property
    def account(self) -> TestimonyDocument | None:
        """What would be issued of a testimony; None for other records."""
        _, document = self.documents[0]
        return document if isinstance(document, TestimonyDocument) else None


Gate = Callable[[Candidate], Iterator[Finding]]


def candidate(record: Moving) -> Candidate:
    """Describe the record and those that travel with it, as they stand in the draft."""
    whole = read_anew(record)
    documents = [(each, describe(each)) for each in travelling(whole)]
    return Candidate(whole, documents, tag_strings(whole))


def shown_of(record: Moving) -> list[tuple[str, str]]:
    """List (field, text) of all that readers would get of a draft as it stands."""
    return candidate(record).strings


def _consent(candidate: Candidate) -> Iterator[Finding]:
    account = candidate.account
    if account is None:
        return
    granted = {consent.scope for consent in account.consents}
    if Scope.WEB not in granted:
        yield Finding(
            "consent",
            "witness",
            "The witness's consent to web publication is not on record, or was"
            " withdrawn. Record it with its basis before publishing.",
        )
    if account.quotes and Scope.QUOTATION not in granted:
        yield Finding(
            "consent",
            "quotes",
            "The testimony has quotes and consent to quotation is not on record."
            " Record it, or remove the quotes.",
        )
    is_translated = not all(each.is_original for each in account.transcripts)
    if is_translated and Scope.TRANSLATION not in granted:
        yield Finding(
            "consent",
            "transcripts",
            "The account is translated and consent to translation is not on record."
            " Record it, or remove the translation.",
        )


def _protected(candidate: Candidate) -> Iterator[Finding]:
    yield from protected_in(candidate.record, candidate.strings)


def _private_accounts(candidate: Candidate) -> Iterator[Finding]:
    hidden = handles_of(candidate.items)
    for field, text in candidate.strings if hidden else ():
        if holds_protected(text, hidden):
            yield Finding(
                "private_account",
                field,
                f"The account of a private person is named in {field}. Take the"
                " name out; the platform may stay.",
            )


def _directions(candidate: Candidate) -> Iterator[Finding]:
    for field, text in candidate.strings:
        if turns(text):
            yield Finding("directions", field, f"{field} {TURNED}")


def _redactions(candidate: Candidate) -> Iterator[Finding]:
    strings = [(field, Searched(text)) for field, text in candidate.strings]
    for passage in candidate.passages:
        spans = [(span.start, span.end) for span in passage.redactions.all()]
        if any(end > len(passage.text) for _, end in spans):
            yield Finding(
                "redaction",
                f"passage {passage.number}",
                f"A redaction in passage {passage.number} reaches beyond its text."
                " Set it again.",
            )
        hidden = hidden_in(passage)
        for field, text in strings if hidden else ():
            if text.holds(hidden):
                yield Finding(
                    "redaction",
                    field,
                    f"Words redacted in passage {passage.number} still stand in"
                    f" {field}.",
                )
    yield from _names_alone(candidate)
    yield from _withheld_alike(candidate)


def _names_alone(candidate: Candidate) -> Iterator[Finding]:
    """Warn where one word of a redacted name stands, in any script or order."""
    named = {each.number: names_hidden_in(each) for each in candidate.passages}
    if not any(named.values()):
        return
    spoken = [(field, keys_of_words(text)) for field, text in candidate.strings]
    for number, keys in named.items():
        for field, found in spoken:
            if keys & found:
                yield Finding(
                    "redaction",
                    field,
                    f"{field} holds a word of a name that is redacted in passage"
                    f" {number}, or one that sounds like it. Look whether it tells who"
                    " is meant.",
                    is_blocking=False,
                )


def _withheld_alike(candidate: Candidate) -> Iterator[Finding]:
    """Warn where one language withholds words of a passage and another does not.

    They stand side by side for readers, and no program finds a name in another script.
    """
    withheld: dict[int, set[bool]] = {}
    for passage in candidate.passages:
        has_some = bool(passage.redactions.all())
        withheld.setdefault(passage.number, set()).add(has_some)
    for number, found in withheld.items():
        if len(found) > 1:
            yield Finding(
                "redaction",
                f"passage {number}",
                f"Passage {number} withholds words in one language and not in another."
                " Look whether they have to be withheld there too.",
                is_blocking=False,
            )


def _quotes(candidate: Candidate) -> Iterator[Finding]:
    for record, document in candidate.documents:
        if not isinstance(record, Quote) or not isinstance(document, QuoteDocument):
            continue
        name = f"quote {record.ref}"
        if record.needs_review:
            yield Finding(
                "quote",
                name,
                f"The passage of {name} has changed: the quote needs review. Compare it"
                " with the passage and bind it again.",
            )
        is_found = document.fidelity in {Fidelity.VERBATIM, Fidelity.CONDENSED}
        if is_found and record.anchor is None:
            yield Finding(
                "quote",
                name,
                f"The words of {name} stand in the account, and the quote is not"
                " anchored there. Point it at its passage.",
            )
        # The gate on redactions looks for all the hidden words, not for a part of them.
        if record.anchor is not None and document.start is None:
            yield Finding(
                "redaction",
                name,
                f"The words of {name} are redacted in the account, or some of them."
                " Change the quote, or remove it.",
            )


def _content_notes(candidate: Candidate) -> Iterator[Finding]:
    record = candidate.record
    if isinstance(record, Testimony | MediaItem) and not record.content_notes_decided:
        yield Finding(
            "content_notes",
            "content_notes_decided",
            "The content notes are not decided. Choose them, or tick that none is"
            " needed.",
        )


def _described(candidate: Candidate) -> Iterator[Finding]:
    record = candidate.record
    if not record.title.strip():
        yield Finding("description", "title", "The title is empty.")
    if isinstance(record, MediaItem) and not record.description.strip():
        yield Finding(
            "description",
            "description",
            "The item is not described. Say what it shows: the description also stands"
            " in for the picture.",
        )
    if isinstance(record, Testimony):
        if not record.summary.strip():
            yield Finding(
                "description", "summary", "The summary is empty.", is_blocking=False
            )
        if not candidate.passages:
            yield Finding(
                "description", "transcripts", "The account has no passage yet."
            )


def _sources(candidate: Candidate) -> Iterator[Finding]:
    record = candidate.record
    if candidate.account and not candidate.account.sources:
        yield Finding("sources", "sources", "No source is named. Name at least one.")
    if isinstance(record, MediaItem) and record.found_via is None:
        yield Finding("sources", "found_via", "Say in which source the item was found.")


def _dates(candidate: Candidate) -> Iterator[Finding]:
    for _, document in candidate.documents:
        for path, text in strings_of(document):
            if path.rsplit(".", 1)[-1] not in DATES or not text:
                continue
            try:
                EdtfDate.parse(text)
            except DateMalformed:
                yield Finding(
                    "dates",
                    path,
                    f"{path} is no date. Write, for example, 2022-01-05, 2022-01~ or"
                    " 2022-01-02/2022-01-09.",
                )
    item = candidate.record
    if isinstance(item, MediaItem) and not item.posted:
        yield Finding(
            "dates",
            "posted",
            "The date of posting is not recorded; readers are told so.",
            is_blocking=False,
        )
    if isinstance(item, MediaItem) and item.posted_basis == DateBasis.INFERRED:
        yield Finding(
            "dates",
            "posted",
            "The date of posting is inferred; readers are told so.",
            is_blocking=False,
        )


def _links(candidate: Candidate) -> Iterator[Finding]:
    for _, document in candidate.documents:
        for path, text in strings_of(document):
            if path.rsplit(".", 1)[-1] not in LINKS or not text:
                continue
            if not _is_web_link(text):
                yield Finding(
                    "links", path, f"{path} is no web link. Use http:// or https://."
                )


def _is_web_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in {"http", "https"} and bool(parts.netloc)


def _of_clips(look: Callable[[MediaItem], Iterator[Finding]]) -> Gate:
    def gate(candidate: Candidate) -> Iterator[Finding]:
        if isinstance(candidate.record, MediaItem):
            yield from look(candidate.record)

    gate.__name__ = look.__name__
    return gate


def _recording(candidate: Candidate) -> Iterator[Finding]:
    if isinstance(candidate.record, Testimony):
        yield from recording_gates.recording(candidate.record)


GATES: tuple[Gate, ...] = (
    _consent,
    _of_clips(clip_gates.basis),
    _protected,
    _private_accounts,
    _directions,
    _redactions,
    _recording,
    _of_clips(recording_gates.recorded),
    _quotes,
    _of_clips(clip_gates.files),
    _content_notes,
    _described,
    _sources,
    _dates,
    _of_clips(clip_gates.posting),
    _links,
)


def findings_of(candidate: Candidate) -> list[Finding]:
    """Run every gate; blocking findings come first."""
    found = [finding for gate in GATES for finding in gate(candidate)]
    return sorted(found, key=lambda finding: not finding.is_blocking)


def findings(record: Moving) -> list[Finding]:
    """Run every gate on the draft as it stands."""
    return findings_of(candidate(record))
