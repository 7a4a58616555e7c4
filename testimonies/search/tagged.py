"""The records of one tag, newest first, a page at a time, and what is found with it.

The tag is known by its ref, so that no other tag of a like name is taken for it. The
marker of a page is that of the search for the tag.
"""

from collections.abc import Sequence

from testimonies.analysis import quoted
from testimonies.catalogue import Issue, folded_name, tag_token
from testimonies.search.names import Names
from testimonies.search.plan import Plan
from testimonies.search.query import SearchQuery
from testimonies.search.results import PAGE, Results, results_of


def tagged(
    tag: Issue, *, after: Sequence[str] = (), limit: int = PAGE, language: str = "en"
) -> Results:
    """Give one page of a tag's records. At most five queries.

    `after` is the marker as the address has it. Raises: QueryMalformed, SearchFailed.
    """
    name = folded_name(tag.slug)
    query = SearchQuery.parse({"tag": [name], "after": list(after)})
    planned = Plan(query, Names(tags={name: tag.ref}), match=quoted(tag_token(tag.ref)))
    return results_of(planned, limit=limit, language=language)
