"""What a page tells programs: linked data, cards to share, how a work is cited.

Made of the documents that the page itself is made of, so that it can tell no more than
the page shows. A preview, and a page without an address, tell nothing. Set by
functions, for speed; every word is escaped.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Issue, Page
from testimonies.exchange import (
    SCHEMAS,
    Item,
    Meta,
    Node,
    dublin_core,
    linked_listing,
    linked_page,
    linked_record,
    linked_site,
    scholarly,
)
from testimonies.templatetags import sharing
from testimonies.templatetags.addresses import archive
from testimonies.templatetags.here import Here, here
from testimonies.templatetags.texts import joined, lang, repeated
from testimonies.terms import Fidelity, Kind

register = template.Library()

# As JSON writes what could end the element that it stands in, or begin another.
_AS_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_DATA = '<script type="application/ld+json">{}</script>'
_SCHEMA = '<link rel="{}" href="{}">'
_META = '<meta name="{}"{} content="{}">'
_CITE_AS = '<link rel="cite-as" href="{}">'


@dataclass(frozen=True, slots=True)
class DataBlock:
    """Data for programs, as it may stand in a page: no sign in it is markup.

    A block of data is no script: the policy for content has nothing to allow.
    """

    node: Node

    def __html__(self) -> str:
        """Give the JSON; what could be markup is written as JSON's escapes."""
        text = json.dumps(self.node, ensure_ascii=False, separators=(",", ":"))
        return text.translate(_AS_ESCAPES)


def data_block(node: Node) -> SafeString:
    """Set a node as the element that holds it."""
    return format_html(_DATA, DataBlock(node))


@register.simple_tag
def record_programs(bundle: Bundle, path: str, is_edition: Any = None) -> SafeString:
    """Tell of a record: as linked data, as Dublin Core, to be cited, to be shared."""
    at = here()
    item = Item(bundle.main, bundle.others, archive())
    metas = [*dublin_core(item, at.language), *scholarly(item)]
    return joined(
        [
            format_html(_CITE_AS, item.address),
            repeated(_SCHEMA, SCHEMAS, "\n"),
            _metas(metas, at),
            sharing.of_record(item, path, at, is_edition=bool(is_edition)),
            data_block(linked_record(item, at.language)),
        ],
        "\n",
    )


def _metas(metas: Iterable[Meta], here: Here) -> SafeString:
    rows = ((each.name, lang(each.language, here), each.content) for each in metas)
    return repeated(_META, rows, "\n")


@register.simple_tag
def tag_programs(tag: Issue, path: str) -> SafeString:
    """Tell of a tag, as a term and to be shared."""
    at = here()
    item = Item(tag, {}, archive())
    return joined(
        [
            sharing.of_record(item, path, at, is_edition=False),
            data_block(linked_record(item, at.language)),
        ],
        "\n",
    )


@register.simple_tag
def list_programs(page: Page, path: str, kind: str) -> SafeString:
    """Tell of a page of a list, and what is on it."""
    at = here()
    name = at.label(kind, "kinds")
    parts = list(_parts(page, at))
    node = linked_listing(archive(), name=name, path=at.href(path), parts=parts)
    return joined([sharing.of_page(name, path, at), data_block(node)], "\n")


def _parts(page: Page, here: Here) -> Iterator[tuple[str, str]]:
    for issue in page.issues:
        yield here.href(issue), sharing.title_of(issue, here)


@register.simple_tag
def page_programs(name: str, path: str, of_type: str = "WebPage") -> SafeString:
    """Tell of a page that is about no record; `of_type` as schema.org calls it."""
    at = here()
    node = linked_page(archive(), of_type=of_type, name=name, path=at.href(path))
    return joined([sharing.of_page(name, path, at), data_block(node)], "\n")


@register.simple_tag
def site_programs(name: str, path: str) -> SafeString:
    """Tell of the whole archive, on its first page."""
    at = here()
    node = linked_site(archive(), path=at.href(path))
    return joined([sharing.of_page(name, path, at), data_block(node)], "\n")


@register.simple_tag
def quote_picture(bundle: Bundle) -> str:
    """Give the path of a quote's picture; "" where it has none."""
    at = here()
    item = Item(bundle.main, bundle.others, archive())
    is_drawn = bundle.main.kind is Kind.QUOTE and sharing.has_picture(item, at)
    return at.href(sharing.picture_path(item)) if is_drawn else ""


@register.filter
def is_said(bundle: Bundle) -> bool:
    """Say whether a quote's words are the witness's."""
    return bundle.main.document.fidelity in {Fidelity.VERBATIM, Fidelity.CONDENSED}
