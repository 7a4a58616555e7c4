"""Approvals: a second person's word for the digest of each document.

Who changed the content is read from contributions, which only triggers write.
"""

from collections.abc import Iterable, Mapping

from testimonies.catalogue import LastEdition, digest_of, encode, last_editions
from testimonies.models import Approval, Contribution, LedgerEvent, User
from testimonies.moderation.candidates import Candidate
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import MoveName


def contributors(refs: Iterable[str]) -> set[int]:
    """Give the ids of all who changed the content since each ref's last edition."""
    wanted = list(refs)
    return set().union(*_contributors(wanted, last_editions(wanted)).values())


def _contributors(
    refs: Iterable[str], last: Mapping[str, LastEdition]
) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {ref: set() for ref in refs}
    columns = ("ref", "actor_id", "at")
    rows = [
        *Contribution.objects.filter(ref__in=found).values_list(*columns),
        # Who reopens a withdrawn record decides to show it again, so that counts too.
        *LedgerEvent.objects.filter(ref__in=found, action=MoveName.REOPEN).values_list(
            *columns
        ),
    ]
    for ref, actor, at in rows:
        if ref not in last or at > last[ref].issued_at:
            found[ref].add(actor)
    return found


def changed_documents(candidate: Candidate) -> dict[str, str]:
    """Give the canonical JSON of those documents that readers do not have yet."""
    return _changed(candidate, last_editions(candidate.refs))


def _changed(candidate: Candidate, last: Mapping[str, LastEdition]) -> dict[str, str]:
    public = {ref: row.digest for ref, row in last.items() if row.erased_at is None}
    encoded = {document.ref: encode(document) for _, document in candidate.documents}
    return {
        ref: raw for ref, raw in encoded.items() if public.get(ref) != digest_of(raw)
    }


def approve_documents(candidate: Candidate, *, by: User) -> None:
    """Append an approval for each document that would be issued.

    Raises MoveRefused where the approver changed any of what they would approve.
    """
    root, last = candidate.record.ref, last_editions(candidate.refs)
    editors = _contributors(candidate.refs, last)
    if by.pk in set().union(*editors.values()):
        message = (
            "You changed this record, or a source or a place in it, since its last"
            " edition, so somebody else has to approve it."
        )
        raise MoveRefused(message)
    Approval.objects.bulk_create(
        Approval(
            ref=ref,
            root=root,
            digest=digest_of(raw),
            editors=sorted(editors[root] | editors[ref]),
            approver=by,
        )
        for ref, raw in _changed(candidate, last).items()
    )


def newest_approvals(documents: Mapping[str, str]) -> dict[str, Approval]:
    """Give the approval under which each document (JSON, by ref) may be issued.

    Raises MoveRefused where one of them is not what was approved last.
    """
    newest = {
        approval.ref: approval
        for approval in Approval.objects.filter(ref__in=documents)
        .select_related("edition")
        .order_by("ref", "-id")
        .distinct("ref")
    }
    for ref, raw in documents.items():
        approval = newest.get(ref)
        is_used = approval is not None and hasattr(approval, "edition")
        if approval is None or is_used or approval.digest != digest_of(raw):
            message = (
                "What would be published is not what was approved. Recall the record"
                " and submit it again, so that it is approved as it stands."
            )
            raise MoveRefused(message)
    return newest
