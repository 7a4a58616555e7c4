"""The parts of pages that are set by functions, as templates call them.

Each stands on most pages or many times on one, where templates cost the most.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Change, Issue, Text
from testimonies.search import Hit
from testimonies.templatetags import (
    changes,
    clips,
    days,
    ends,
    facts,
    frame,
    heads,
    opening,
    passages,
    pieces,
    results,
    tables,
)
from testimonies.templatetags.account import AccountView, PlacedClip
from testimonies.templatetags.addresses import Alternate, Site
from testimonies.templatetags.chronology import Chronology
from testimonies.templatetags.here import here
from testimonies.templatetags.recording import player
from testimonies.templatetags.related import Related, related_to
from testimonies.templatetags.segments import PlacedQuote
from testimonies.templatetags.spoken import Recording
from testimonies.templatetags.texts import NOTHING, joined
from testimonies.terms import Kind

register = template.Library()

LISTS = {kind.value: f"pages:{kind.word}-list" for kind in Kind}


@register.simple_tag
def leave(site: Site) -> SafeString:
    """Set the way out of every page."""
    return frame.leave(site, here())


@register.simple_tag
def masthead(site: Site) -> SafeString:
    """Set the head of every page."""
    return frame.masthead(site, here())


@register.simple_tag
def footer(languages: Iterable[Alternate], path: str, query: str) -> SafeString:
    """Set the foot of every page."""
    return frame.footer(languages, query if path else "", here())


@register.simple_tag
def crumbs(
    shown: str, *, kind: str = "", above: str = "", above_url: str = "", of: str = ""
) -> SafeString:
    """Set where a page stands: below the list of a kind, below another page.

    `of` is the language of the record's words in it, where it may be another than the
    page's.
    """
    at = here()
    ways = [(at.url(LISTS[kind]), at.label(kind, "kinds"))] if kind else []
    if above:
        ways.append((above_url, frame.words_in(of, above, at)))
        of = ""
    return frame.crumbs(ways, shown, at, language=of)


@register.simple_tag
def address_links(
    site: Site, path: str, query: str, languages: list[Alternate]
) -> SafeString:
    """Say where this page is, in each language."""
    return heads.address_links(site, path, query, languages, here())


@register.simple_tag
def file_links(issue: Issue, is_edition: Any = None) -> SafeString:
    """Name the formats of a record."""
    return heads.file_links(issue, is_edition=bool(is_edition))


@register.simple_tag
def styles(site: Site) -> SafeString:
    """Name the style sheets, the script of the way out, the sign and the feed."""
    return heads.styles(site, here())


@register.simple_tag
def testimony_head(bundle: Bundle) -> SafeString:
    """Name a testimony, its witness and the place."""
    return heads.testimony_head(bundle, here())


@register.simple_tag
def content_note(document: Any, target: str, kind: str) -> SafeString:
    """Say what a page tells of, and offer the way back to the list of its kind."""
    at = here()
    return heads.content_note(document, target, at.url(LISTS[kind]), at)


@register.simple_tag
def recording(
    bundle: Bundle, found: Recording | None, is_edition: Any = None
) -> SafeString:
    """Set the player of an account's recording, if there is one."""
    if found is None:
        return NOTHING
    return player(bundle, found, here(), is_edition=bool(is_edition))


@register.simple_tag
def account_opening(view: AccountView) -> SafeString:
    """Say how an account can be read, and how to read it."""
    return opening.opening(view, here())


@register.simple_tag
def source(copy: Any) -> SafeString:
    """Set where something was published."""
    return pieces.source(copy, here())


@register.simple_tag
def sources(copies: Iterable[Any]) -> SafeString:
    """Set the sources of a record, if there are any."""
    return pieces.sources(copies, here())


@register.simple_tag
def tags(issues: Iterable[Issue]) -> SafeString:
    """Set a record's tags, if there are any."""
    return pieces.tags(issues, here())


@register.simple_tag
def clip_content(document: Any) -> SafeString:
    """Set what a clip shows; what is covered, covered."""
    return clips.clip_content(document, None, here())


@register.simple_tag
def original_link(document: Any) -> SafeString:
    """Set the link to a clip's original, or say why there is none."""
    return pieces.original_link(document, here())


@register.simple_tag
def clip_figures(placed: Iterable[PlacedClip]) -> SafeString:
    """Set clips beside an account."""
    at = here()
    return joined(clips.clip(each.issue, each.caption, at) for each in placed)


@register.simple_tag
def account_rows(view: AccountView) -> SafeString:
    """Set the passages of an account with their clips, two columns with their names."""
    at = here()
    return joined([opening.columns(view, at), passages.rows(view, at)])


@register.simple_tag
def chronology_table(chronology: Chronology, show_collection: Any = None) -> SafeString:
    """Set a chronology as a table."""
    return tables.chronology_table(
        chronology, here(), show_collection=bool(show_collection)
    )


@register.simple_tag
def account_days(bundle: Bundle, view: AccountView) -> SafeString:
    """Set what happened around a testimony in the days that it tells of."""
    return days.account_days(bundle, view, here())


@register.simple_tag
def related(bundle: Bundle) -> list[Related]:
    """Give the other testimonies of a collection, the most related first."""
    return related_to(bundle)


@register.simple_tag
def testimony_facts(bundle: Bundle) -> SafeString:
    """Set what is known about a testimony."""
    return facts.testimony_facts(bundle, here())


@register.simple_tag
def quotes(placed: Iterable[PlacedQuote]) -> SafeString:
    """Set what was quoted from a testimony."""
    return pieces.quotes(placed, here())


@register.simple_tag
def cite(issue: Issue, title: str, is_edition: Any = None) -> SafeString:
    """Say how to cite a record."""
    return ends.cite(issue, title, here(), is_edition=bool(is_edition))


@register.simple_tag
def cite_testimony(bundle: Bundle, is_edition: Any = None) -> SafeString:
    """Say how to cite a testimony."""
    return ends.cite_testimony(bundle, here(), is_edition=bool(is_edition))


@register.simple_tag
def editions(issue: Issue) -> SafeString:
    """Say which edition this is and where the others are."""
    return ends.editions(issue, here())


@register.simple_tag
def rights(statement: Text, url: str = "") -> SafeString:
    """Set a record's statement of rights."""
    return ends.rights(statement, url, here())


@register.simple_tag
def testimony_rights(bundle: Bundle) -> SafeString:
    """Set a testimony's rights, and in plain words what may be done with it."""
    return ends.testimony_rights(bundle, here())


@register.simple_tag(name="changes")
def set_changes(found: Iterable[Change], bundle: Bundle) -> SafeString:
    """Set what changed between two documents of a record."""
    return changes.changes(found, bundle, here())


@register.simple_tag
def hits(found: Iterable[Hit]) -> SafeString:
    """Set the hits of a search."""
    return results.hits(found, here())


@register.simple_tag
def facet_values(choices: Iterable[Any], are_about: Any = None) -> SafeString:
    """Set the values of a facet with their counts."""
    return results.values(choices, here(), are_about=bool(are_about))


@register.simple_tag
def choice_name(choice: Any) -> SafeString:
    """Give the name of a filter of a search."""
    return results.choice_name(choice, here())


@register.simple_tag
def concern(issue: Issue) -> SafeString:
    """Say whom to tell that something is wrong."""
    return ends.concern(issue, here())
