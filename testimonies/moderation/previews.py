"""Candidate bundles: a record as it would look if it were published as it stands."""

from testimonies.catalogue import (
    Bundle,
    Document,
    Issue,
    digest_of,
    encode,
    issues,
    refs_of,
)
from testimonies.moderation.gates import candidate
from testimonies.moderation.withheld import Moving
from testimonies.terms import kind_of


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
