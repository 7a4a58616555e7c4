"""What goes from readers together with a record: judged by what they have, not drafts.

A draft under revision may name another witness or other quotes than its editions do.
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from testimonies.catalogue import Moving, decode, entries, issues
from testimonies.models import Edition, MediaItem, Testimony, Witness
from testimonies.moderation.clip_gates import COLUMNS
from testimonies.terms import Kind, MediaBasis, Scope, Standing, State


def falling_with(record: Moving) -> set[str]:
    """List the refs that a withdrawal takes: hers too, where it is her last."""
    if not isinstance(record, Testimony):
        return {record.ref}
    quotes, witnesses = _shown_with(record)
    drafted = {quote.ref for quote in record.quotes.all()}
    return {record.ref, *quotes, *drafted, *_without_others(witnesses, record)}


def left_behind(record: Moving) -> set[str]:
    """List the refs that readers have with a record, and that its draft names no more.

    A quote that is public with another testimony meanwhile stays.
    """
    if not isinstance(record, Testimony):
        return set()
    quotes, witnesses = _shown_with(record)
    gone = quotes - {quote.ref for quote in record.quotes.all()}
    elsewhere = {
        ref
        for ref, issue in issues(gone).items()
        if issue.document.testimony != record.ref
    }
    witnesses.discard(record.witness.ref)
    return gone - elsewhere | _without_others(witnesses, record)


def recordings_with(record: Moving) -> list[MediaItem]:
    """List the public recordings of an account: they say its words, and go with it.

    Those that its readable editions name, and the one that its draft does.
    """
    if not isinstance(record, Testimony):
        return []
    refs = {document.recording for document in _readable(record)}
    rows = MediaItem.objects.filter(
        Q(ref__in=refs) | Q(recorded=record), standing=Standing.PUBLISHED
    )
    return list(rows.order_by("pk").distinct())


def superseded_with(record: Moving) -> dict[str, list[int]]:
    """Give the older editions that still have words, of what goes with a record.

    Of the quotes and witnesses that its readable editions name: whom its draft names
    beside them may belong to other accounts. Numbers are in order; the newest edition
    of each is not among them.
    """
    if not isinstance(record, Testimony):
        return {}
    quotes, witnesses = _shown_with(record)
    newest = Edition.objects.filter(ref=OuterRef("ref")).order_by("-number")
    rows = Edition.objects.filter(
        ref__in=quotes | witnesses,
        document__isnull=False,
        number__lt=Subquery(newest.values("number")[:1]),
    )
    found: dict[str, list[int]] = {}
    for row in rows.order_by("ref", "number"):
        found.setdefault(row.ref, []).append(row.number)
    return found


def _readable(testimony: Testimony) -> list[Any]:
    rows = Edition.objects.filter(ref=testimony.ref, document__isnull=False)
    return [decode(Kind.TESTIMONY, row.document or "") for row in rows]


def _shown_with(testimony: Testimony) -> tuple[set[str], set[str]]:
    """Give the quotes and the witnesses that the readable editions name."""
    documents = _readable(testimony)
    quotes = {ref for document in documents for ref in document.quotes}
    return quotes, {document.witness for document in documents}


def _without_others(witnesses: set[str], record: Testimony) -> set[str]:
    """Give those whom no other public testimony names."""
    public = entries().filter(kind=Kind.TESTIMONY).exclude(ref=record.ref)
    return {
        ref for ref in witnesses if not public.filter(refs__contains=[ref]).exists()
    }


def resting_on(witness: Witness, scope: Scope = Scope.WEB) -> list[Moving]:
    """List what is public and rests on her consent of the scope."""
    if scope in COLUMNS:
        return list(_carrying(witness, COLUMNS[scope]))
    if scope is not Scope.WEB:
        return []
    hers = entries().filter(kind=Kind.TESTIMONY, refs__contains=[witness.ref])
    testimonies = Testimony.objects.filter(ref__in=hers.values("ref"))
    media = MediaItem.objects.filter(
        _on_consent_of(witness), standing=Standing.PUBLISHED
    )
    shown = issues(media.values_list("ref", flat=True))
    return [
        *testimonies.order_by("pk"),
        *(
            item
            for item in media.order_by("pk").distinct()
            if item.ref in shown
            and shown[item.ref].document.basis == MediaBasis.CONSENT
        ),
    ]


def _carrying(witness: Witness, column: str) -> QuerySet[MediaItem]:
    """Give the public items whose shown files carry her image, or her voice.

    As they are said to now, or were before the revision that is under way.
    """
    hers = Q(basis_witness=witness) | (
        Q(history__basis_witness=witness) & ~Q(state=State.SETTLED)
    )
    now = Q(**{"files__is_shown": True, f"files__{column}": True})
    before = Q(
        **{"files__history__is_shown": True, f"files__history__{column}": True}
    ) & ~Q(state=State.SETTLED)
    public = MediaItem.objects.filter(standing=Standing.PUBLISHED)
    return public.filter(hers).filter(now | before).order_by("pk").distinct()


def _on_consent_of(witness: Witness) -> Q:
    """Rest on her now, or did before the revision that is under way.

    No document says whose the consent is: the draft history does.
    """
    before = Q(history__basis=MediaBasis.CONSENT, history__basis_witness=witness) & ~Q(
        state=State.SETTLED
    )
    return Q(basis=MediaBasis.CONSENT, basis_witness=witness) | before
