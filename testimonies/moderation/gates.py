"""The gates before an edition: pure checks that return findings and change nothing.

Publishing runs all of them. What a gate cannot check blocks.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from urllib.parse import urlsplit

from testimonies.catalogue import Moving, QuoteDocument, strings_of
from testimonies.models import MediaItem, Quote, Testimony
from testimonies.moderation import clip_gates, recording_gates
from testimonies.moderation.candidates import Candidate, candidate, is_date
from testimonies.moderation.once import handles_ever
from testimonies.moderation.redaction_gates import redactions
from testimonies.moderation.refusals import Finding
from testimonies.moderation.sealed import protected_in
from testimonies.moderation.withheld import TURNED, handles_of, turns
from testimonies.privacy import holds_protected
from testimonies.terms import (
    DateBasis,
    DateMalformed,
    EdtfDate,
    Fidelity,
    Scope,
)

LINKS = ("url", "archived_url", "rights_url")


Gate = Callable[[Candidate], Iterator[Finding]]


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
    # Of the moving record itself two persons decide whether it is private.
    own = [each for each in candidate.items if each == candidate.record]
    ever = handles_ever(each for each in candidate.items if each not in own)
    hidden = [*handles_of(own), *chain.from_iterable(ever.values())]
    for field, text in candidate.worded if hidden else ():
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
            if not is_date(path) or not text:
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
    redactions,
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
