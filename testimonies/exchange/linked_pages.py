"""Pages that show no record as linked data: the whole archive, lists, what it says.

Pure; JSON-LD 1.1 in the words of schema.org.
"""

from collections.abc import Iterable
from typing import Any

from testimonies.exchange.citation import Archive
from testimonies.exchange.lines import one_line

CONTEXT = "https://schema.org"
# A list names so many of what it has.
MOST_PARTS = 100

Node = dict[str, Any]


def listing(
    archive: Archive, *, name: str, path: str, parts: Iterable[tuple[str, str]]
) -> Node:
    """Give the node of a page that lists; a part is a path and a name."""
    listed = [
        {"@type": "ListItem", "position": place, "url": archive.url + at, "name": words}
        for place, (at, words) in enumerate(parts, 1)
    ]
    main = {"@type": "ItemList", "itemListElement": listed[:MOST_PARTS]}
    page = _page(archive, "CollectionPage", name, path)
    return {**page, "mainEntity": main} if listed else page


def page(archive: Archive, *, of_type: str, name: str, path: str) -> Node:
    """Give the node of a page that is about no record."""
    return _page(archive, of_type, name, path)


def site(archive: Archive, *, path: str) -> Node:
    """Give the node of the whole archive, and how it is searched."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{archive.url}/search/?q={{words}}",
        },
        "query-input": "required name=words",
    }
    node = _page(archive, "WebSite", archive.name, path)
    return {**node, "potentialAction": search}


def keeper(archive: Archive) -> Node:
    """Give the node of the archive itself."""
    return {
        "@type": "ArchiveOrganization",
        "@id": f"{archive.url}/#archive",
        "name": one_line(archive.name),
        "url": f"{archive.url}/",
    }


def _page(archive: Archive, of_type: str, name: str, path: str) -> Node:
    return {
        "@context": CONTEXT,
        "@type": of_type,
        "name": one_line(name),
        "url": archive.url + path,
        "publisher": keeper(archive),
    }
