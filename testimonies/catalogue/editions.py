"""Issue editions and erase their documents. Callers decide; this only writes.

Both run in the caller's transaction. What is erased loses its entry at once; entries of
what is issued are the caller's to refresh. The database refuses an edition without an
approval of that very digest.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from testimonies.catalogue.entries import alone, refresh_entries
from testimonies.catalogue.erasures import keep_erasures_on_commit
from testimonies.catalogue.written import digest_of
from testimonies.models import Approval, Edition
from testimonies.terms import kind_of


class LastEdition(NamedTuple):
    """The newest edition of a record, without its document.

    `erased_at`: None while readers have its words.
    """

    ref: str
    number: int
    digest: str
    issued_at: datetime
    erased_at: datetime | None


def current_edition(ref: str) -> LastEdition | None:
    """Give the edition that readers have, if any."""
    last = last_editions([ref]).get(ref)
    return last if last and last.erased_at is None else None


def last_editions(refs: Iterable[str]) -> dict[str, LastEdition]:
    """Give the newest edition of each ref that has any. One query."""
    newest = Edition.objects.filter(ref__in=refs).order_by("ref", "-number")
    rows = newest.distinct("ref").values_list(*LastEdition._fields)
    return {row.ref: row for row in map(LastEdition._make, rows)}


def issue_editions(
    documents: Mapping[str, str], approvals: Mapping[str, Approval]
) -> None:
    """Insert the next edition of each record: canonical JSON and approval by ref.

    Alone until the transaction's end: editions become public in the order of their
    ids, so that who asks what is new since an id misses none.
    """
    if not documents:
        return
    alone()
    last = last_editions(documents)
    Edition.objects.bulk_create(
        Edition(
            ref=ref,
            kind=kind_of(ref),
            number=last[ref].number + 1 if ref in last else 1,
            document=raw,
            digest=digest_of(raw),
            approval=approvals[ref],
        )
        for ref, raw in documents.items()
    )


def erase_documents(
    refs: Iterable[str],
    *,
    numbers: Collection[int] | None = None,
    public_note: str = "",
) -> int:
    """Erase the documents of all (or the numbered) editions; tombstones stay.

    Gives how many were erased.
    """
    wanted = list(refs)
    rows = Edition.objects.filter(ref__in=wanted, document__isnull=False)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    erased = rows.update(
        document=None, erased_at=timezone.now(), public_note=public_note
    )
    if erased:
        refresh_entries(wanted)
        keep_erasures_on_commit()
    return erased
