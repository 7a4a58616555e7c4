"""Which other testimonies a reader may want next, and what they share with this one.

Of the records that the bundle holds already: nothing is asked for. Shared subjects
count first, then shared days, then which is newer; tags that sort nothing do not count.
"""

from dataclasses import dataclass

from testimonies.catalogue import Bundle, Issue
from testimonies.templatetags.chronology import overlap
from testimonies.terms import Kind

NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Related:
    """Another testimony of the collection, with what it shares with this one."""

    issue: Issue
    tags: tuple[Issue, ...]
    is_of_the_days: bool

    @property
    def shares(self) -> bool:
        return bool(self.tags) or self.is_of_the_days


def related_to(bundle: Bundle) -> list[Related]:
    """Give the other testimonies of a bundle, the most related first."""
    found = [
        _related(issue, bundle)
        for issue in bundle.all(bundle.linking)
        if issue.kind is Kind.TESTIMONY
    ]
    return sorted(found, key=lambda each: (-len(each.tags), not each.is_of_the_days))


def _related(issue: Issue, bundle: Bundle) -> Related:
    own, other = bundle.main.document, issue.document
    shared = [ref for ref in own.tags if ref in set(other.tags)]
    tags = bundle.all(shared)
    return Related(
        issue,
        tuple(tag for tag in tags if tag.document.tag_kind != NOISE),
        is_of_the_days=overlap(own.happened, other.happened),
    )
