"""Candidate bundles: a record as it would look if it were published as it stands.

And what that would change for readers, told as they would be told it.
"""

from dataclasses import dataclass

from testimonies.catalogue import (
    Bundle,
    Change,
    Document,
    Issue,
    Moving,
    compare,
    digest_of,
    encode,
    issues,
    refs_of,
    tells_removed,
)
from testimonies.moderation.candidates import candidate
from testimonies.privacy import MARKER
from testimonies.terms import Kind, kind_of


def _draft_issue(document: Document) -> Issue:
    raw = encode(document)
    title = getattr(document, "title", None)
    return Issue(
        ref=document.ref,
        kind=kind_of(document.ref),
        number=0,
        raw=raw,
        slug="",
        title=title.text if title else getattr(document, "name", document.ref),
        digest=digest_of(raw),
        issued_at=None,
        first_issued_at=None,
    )


def candidate_bundle(record: Moving) -> Bundle:
    """Give the draft's bundle: what travels as drafted, the rest as it is public."""
    drafts = [_draft_issue(document) for _, document in candidate(record).documents]
    main, *others = drafts
    public = issues(refs_of(main.document))
    return Bundle(main, public | {issue.ref: issue for issue in others})


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """What publishing a draft would change in one record that readers have.

    `bundle` is the draft's, with the records that either names.
    """

    issue: Issue
    bundle: Bundle
    since: int
    found: tuple[Change, ...]
    tells_removed: bool


def draft_changes(record: Moving) -> list[DraftChanges]:
    """Compare a draft, and what travels with it, with what readers have now.

    The record itself comes first, changed or not; one that readers do not have is not
    there. Words that the draft withholds are not repeated, as readers would not be
    told them.
    """
    drafted = candidate_bundle(record)
    drafts = [
        drafted.main,
        *(each for each in drafted.others.values() if not each.number),
    ]
    current = issues(
        [draft.ref for draft in drafts if kind_of(draft.ref) is not Kind.TAG]
    )
    named = issues(ref for issue in current.values() for ref in refs_of(issue.document))
    both = {**named, **drafted.others}
    compared = [
        _compared(draft, current[draft.ref], both)
        for draft in drafts
        if draft.ref in current
    ]
    return [
        each for each in compared if each.found or each.issue.ref == drafted.main.ref
    ]


def _compared(draft: Issue, current: Issue, named: dict[str, Issue]) -> DraftChanges:
    is_told = MARKER not in draft.raw and tells_removed(draft.ref, current.number)
    found = compare(current.document, draft.document, tells_removed=is_told)
    bundle = Bundle(draft, named)
    return DraftChanges(draft, bundle, current.number, tuple(found), is_told)
