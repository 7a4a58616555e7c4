"""Issue editions and erase their documents. Callers decide; this only writes.

Both run in the caller's transaction and keep the entries equal to a rebuild. The
database refuses an edition without an approval of that very digest.
"""

from collections.abc import Collection, Iterable

from django.utils import timezone

from testimonies.catalogue.entries import alone, refresh_entries
from testimonies.catalogue.erasures import keep_erasures_on_commit
from testimonies.catalogue.written import digest_of
from testimonies.models import Approval, Edition
from testimonies.terms import kind_of


def current_edition(ref: str) -> Edition | None:
    """Give the edition that readers have, if any."""
    last = Edition.objects.filter(ref=ref).order_by("-number").first()
    return last if last and last.document is not None else None


def current_digests(refs: Collection[str]) -> dict[str, str]:
    """Give the digest of what readers have, for those refs that are public."""
    last = (
        Edition.objects.filter(ref__in=refs).order_by("ref", "-number").distinct("ref")
    )
    return {row.ref: row.digest for row in last if row.document is not None}


def issue_edition(ref: str, raw: str, approval: Approval) -> Edition:
    """Insert the next edition of a record; its entry is the caller's to refresh.

    Alone until the transaction's end: editions become public in the order of their
    ids, so that who asks what is new since an id misses none.
    """
    alone()
    last = Edition.objects.filter(ref=ref).order_by("-number").first()
    return Edition.objects.create(
        ref=ref,
        kind=kind_of(ref),
        number=last.number + 1 if last else 1,
        document=raw,
        digest=digest_of(raw),
        approval=approval,
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
    refresh_entries(wanted)
    if erased:
        keep_erasures_on_commit()
    return erased
