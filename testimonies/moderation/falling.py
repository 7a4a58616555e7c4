"""What goes from readers together with a record: judged by what they have, not drafts.

A draft under revision may name another witness or other quotes than its editions do.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from testimonies.catalogue import (
    Moving,
    MovingT,
    TestimonyDocument,
    decode,
    entries,
    issues,
)
from testimonies.models import Edition, MediaFile, MediaItem, Testimony, Witness
from testimonies.moderation.clip_gates import COLUMNS
from testimonies.moderation.once import history
from testimonies.terms import Kind, MediaBasis, Scope, Standing, State, kind_of


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
    refs = {document.recording for document in readable(record)}
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
    found: dict[str, list[int]] = {}
    for row in _older(quotes | witnesses):
        found.setdefault(row.ref, []).append(row.number)
    return found


def _older(refs: Iterable[str]) -> QuerySet[Edition]:
    """Give the editions with words that are not the newest, by ref and number."""
    newest = Edition.objects.filter(ref=OuterRef("ref")).order_by("-number")
    rows = Edition.objects.filter(
        ref__in=refs,
        document__isnull=False,
        number__lt=Subquery(newest.values("number")[:1]),
    )
    return rows.order_by("ref", "number")


def readable(testimony: Testimony) -> list[Any]:
    """Give the documents of an account that readers can open, the older ones too."""
    rows = Edition.objects.filter(ref=testimony.ref, document__isnull=False)
    return [decode(Kind.TESTIMONY, row.document or "") for row in rows]


def _shown_with(testimony: Testimony) -> tuple[set[str], set[str]]:
    """Give the quotes and the witnesses that the readable editions name."""
    documents = readable(testimony)
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


def rested_on(witness: Witness, scope: Scope = Scope.WEB) -> dict[Moving, list[int]]:
    """Give the older editions that have words still, and rested on her consent.

    Of what is public and rests on it no more.
    """
    resting = resting_on(witness, scope)
    found: dict[Moving, list[int]] = {}
    for record in _once_on(witness, scope):
        if record in resting:
            continue
        for row in _older([record.ref]):
            document = decode(kind_of(row.ref), row.document or "")
            if _may_be_hers(document, witness, scope):
                found.setdefault(record, []).append(row.number)
    return found


def _once_on(witness: Witness, scope: Scope) -> list[Moving]:
    """List what is public and was ever said to rest on her, with such a scope."""
    accounts = history(Testimony, witness=witness)
    clips = history(MediaItem, basis_witness=witness)
    if scope is Scope.WEB:
        clips = clips.filter(basis=MediaBasis.CONSENT)
    elif scope in COLUMNS:
        accounts = accounts.none()
        files = history(MediaFile, is_shown=True, **{COLUMNS[scope]: True})
        clips = clips.filter(id__in=files.values("item_id"))
    else:
        return []
    return [
        *_public(Testimony).filter(pk__in=accounts.values("id")),
        *_public(MediaItem).filter(pk__in=clips.values("id")),
    ]


def _public(model: type[MovingT]) -> QuerySet[MovingT]:
    return model._default_manager.filter(standing=Standing.PUBLISHED).order_by("pk")  # type: ignore[return-value]


def _may_be_hers(document: Any, witness: Witness, scope: Scope) -> bool:
    """Say whether an edition rested on her consent, as far as it tells.

    It tells neither whose the consent for a clip was nor whom a file shows.
    """
    if isinstance(document, TestimonyDocument):
        return document.witness == witness.ref
    if scope is Scope.WEB:
        return bool(document.basis == MediaBasis.CONSENT)
    return bool(document.files)


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
