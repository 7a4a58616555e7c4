"""Approvals: a second person's word for the digest of each document.

Who changed the content is read from contributions, which only triggers write.
"""

from collections.abc import Iterable

from django.db.models import Max

from testimonies.catalogue import current_digests, digest_of, encode
from testimonies.models import Approval, Contribution, Edition, LedgerEvent, User
from testimonies.moderation.gates import Candidate
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import MoveName


def contributors(refs: Iterable[str]) -> set[int]:
    """Give the ids of all who changed the content since each ref's last edition."""
    wanted = list(refs)
    last = dict(
        Edition.objects.filter(ref__in=wanted)
        .order_by()
        .values_list("ref")
        .annotate(Max("issued_at"))
    )
    columns = ("ref", "actor_id", "at")
    rows = [
        *Contribution.objects.filter(ref__in=wanted).values_list(*columns),
        # Who reopens a withdrawn record decides to show it again, so that counts too.
        *LedgerEvent.objects.filter(ref__in=wanted, action=MoveName.REOPEN).values_list(
            *columns
        ),
    ]
    return {actor for ref, actor, at in rows if ref not in last or at > last[ref]}


def changed_documents(candidate: Candidate) -> dict[str, str]:
    """Give the canonical JSON of those documents that readers do not have yet."""
    encoded = {document.ref: encode(document) for _, document in candidate.documents}
    public = current_digests(encoded.keys())
    return {
        ref: raw for ref, raw in encoded.items() if public.get(ref) != digest_of(raw)
    }


def editors_of(candidate: Candidate) -> set[int]:
    """Give all whose work a second person has to look at."""
    return contributors(document.ref for _, document in candidate.documents)


def require_second_person(candidate: Candidate, *, by: User) -> None:
    """Refuse an approver who changed the content. Raises MoveRefused."""
    if by.pk in editors_of(candidate):
        message = (
            "You changed this record since its last edition, so somebody else has to"
            " approve it."
        )
        raise MoveRefused(message)


def approve_documents(candidate: Candidate, *, by: User) -> None:
    """Append an approval for each document that would be issued."""
    root = candidate.record.ref
    for ref, raw in changed_documents(candidate).items():
        Approval.objects.create(
            ref=ref,
            root=root,
            digest=digest_of(raw),
            editors=sorted(contributors({root, ref})),
            approver=by,
        )


def newest_approval(ref: str, raw: str) -> Approval:
    """Give the approval under which a document may be issued. Raises MoveRefused."""
    approval = (
        Approval.objects.filter(ref=ref)
        .select_related("edition")
        .order_by("-id")
        .first()
    )
    is_used = approval is not None and hasattr(approval, "edition")
    if approval is None or is_used or approval.digest != digest_of(raw):
        message = (
            "What would be published is not what was approved. Recall the record and"
            " submit it again, so that it is approved as it stands."
        )
        raise MoveRefused(message)
    return approval
