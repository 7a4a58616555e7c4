"""The end of a record's page: how to cite it, its editions, its rights, whom to tell.

Set by functions, for speed; every word is escaped. A citation stands on one line.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Issue, Text
from testimonies.exchange import CITATIONS, FORMATS
from testimonies.templatetags.addresses import (
    editions_path,
    file_path,
    permanent,
    permanent_edition,
    site,
)
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link_away, linkable
from testimonies.templatetags.texts import (
    NOTHING,
    day,
    joined,
    lang,
    our_paragraphs,
    our_words,
    quotation,
    repeated,
    when,
)
from testimonies.terms import Kind, Scope

_CITE = """
<section aria-labelledby="cite">
<h2 id="cite">{}</h2>
<p class="citation" id="citation">{} <span class="citation__url">{}</span></p>
{}</section>
"""
# The button is shown by the script that it needs.
_COPY = """<p class="copy" hidden><button type="button" data-copy="citation" \
data-done="{}">{}</button> <span role="status"></span></p>
<script src="{}" defer></script>
"""
_FILES = """<p>{} {}</p>
{}<p>{} <a href="{}">{}</a></p>
"""
_FILE = '<a href="{}">{}</a>'
_OF_A_PASSAGE = """<form class="cite-passage" method="get" action="{action}">
<p><label for="cite-passage">{label}</label> \
<input id="cite-passage" type="number" name="passage" min="1" max="{most}" required>
<input type="hidden" name="edition" value="{edition}">
{buttons}</p>
</form>
"""
_BUTTON = '<button formaction="{}">{}</button>'


def cite(issue: Issue, title: str, here: Here, *, is_edition: bool) -> SafeString:
    """Say how to cite a record."""
    kind = here.label(issue.kind, "kind")
    # A quote's title is its words; every other title is in the reader's language.
    spoken = issue.document.language if issue.kind is Kind.QUOTE else ""
    marked = lang(spoken, here)
    cited = quotation(title, here)
    name = format_html("<span{}>{}</span>", marked, cited) if marked else cited
    words = [format_html("{}. {}. {}", name, kind, site().name)]
    if issue.number:
        words.append(_edition(issue, here))
    cited = format_html("{}.", joined(words, ", "))
    return _cited(issue, cited, here, is_edition=is_edition)


def cite_testimony(bundle: Bundle, here: Here, *, is_edition: bool) -> SafeString:
    """Say how to cite a testimony: with its witness and to whom it was told."""
    issue, document = bundle.main, bundle.main.document
    witness = bundle.get(document.witness)
    told = here.gettext("Testimony")
    if teller := document.outlet or document.interviewer:
        told = here.gettext("Testimony given to %(teller)s", teller=teller)
    words = format_html(
        "{}, {}. {}{}. {}, {}.",
        witness.document.name if witness else here.gettext("A witness"),
        quotation(our_words(document.title, here), here),
        told,
        _given(document, here),
        site().name,
        _edition(issue, here),
    )
    return _cited(issue, words, here, is_edition=is_edition)


def _given(document: Any, here: Here) -> SafeString:
    if not document.given:
        return NOTHING
    return format_html(" ({})", when(document.given, here))


def _edition(issue: Issue, here: Here) -> SafeString:
    issued = day(issue.issued_at, here)
    return here.gettext("edition %(number)s, %(day)s", number=issue.number, day=issued)


def _cited(
    issue: Issue, words: SafeString, here: Here, *, is_edition: bool
) -> SafeString:
    # What is cited stays as it was read: an edition, where there is one.
    address = permanent_edition(issue) if issue.number else permanent(issue)
    rest = NOTHING
    if issue.number:
        rest = joined([_copy(here), _files(issue, here, is_edition=is_edition)])
    return format_html(_CITE, here.gettext("How to cite"), words, address, rest)


def _copy(here: Here) -> SafeString:
    return format_html(
        _COPY,
        here.gettext("Copied."),
        here.gettext("Copy this citation"),
        here.static("testimonies/js/copy.js"),
    )


def _files(issue: Issue, here: Here, *, is_edition: bool) -> SafeString:
    """Link the citation in each format, a passage's too, and the data."""
    forms = ((ending, FORMATS[ending].name) for ending in CITATIONS)
    links = repeated(
        _FILE,
        ((file_path(issue, end, is_edition=is_edition), name) for end, name in forms),
        ", ",
    )
    return format_html(
        _FILES,
        here.gettext("This citation as a file:"),
        links,
        _of_a_passage(issue, here),
        here.gettext("What the archive holds, for programs:"),
        file_path(issue, "json", is_edition=is_edition),
        FORMATS["json"].name,
    )


def _of_a_passage(issue: Issue, here: Here) -> SafeString:
    """Offer the citation of one passage in each format, of this very edition."""
    transcripts = getattr(issue.document, "transcripts", ())
    numbers = [passage.number for each in transcripts for passage in each.passages]
    if not numbers:
        return NOTHING
    paths = [file_path(issue, ending, is_edition=False) for ending in CITATIONS]
    names = [FORMATS[ending].name for ending in CITATIONS]
    return format_html(
        _OF_A_PASSAGE,
        action=paths[-1],
        label=here.gettext("One passage of it, by its number:"),
        most=max(numbers),
        edition=issue.number,
        buttons=repeated(_BUTTON, zip(paths, names, strict=True), "\n"),
    )


_EDITIONS = """
<section aria-labelledby="editions">
<h2 id="editions">{}</h2>
<p>{} <a href="{}">{}</a></p>
</section>
"""


def editions(issue: Issue, here: Here) -> SafeString:
    """Say which edition this is and where the others are."""
    words = NOTHING
    if issue.number:
        words = here.gettext(
            "This is edition %(number)s, published on %(day)s.",
            number=issue.number,
            day=day(issue.issued_at, here),
        )
    return format_html(
        _EDITIONS,
        here.gettext("Editions"),
        words,
        here.href(editions_path(issue)),
        here.gettext("All editions and what changed"),
    )


_RIGHTS = """<section aria-labelledby="rights">
<h2 id="rights">{}</h2>
{}
{}
{}
</section>"""


def testimony_rights(bundle: Bundle, here: Here) -> SafeString:
    """Set a testimony's rights, and in plain words what may be done with it."""
    document = bundle.main.document
    more = format_html("<p>{}</p>", _reuse(document.consents, here))
    return rights(document.rights, document.rights_url, here, more=more)


def _reuse(consents: Iterable[Any], here: Here) -> SafeString:
    if Scope.REUSE in {consent.scope for consent in consents}:
        return here.gettext(
            "The witness agreed to reuse by others. Name the archive, the edition and"
            " the passage, and leave the words as they are."
        )
    return here.gettext(
        "No consent to reuse by others is recorded. You may quote short passages with"
        " their source, as the law of your country allows; for anything more, ask the"
        " archive first."
    )


def rights(
    statement: Text | None, url: str, here: Here, *, more: SafeString = NOTHING
) -> SafeString:
    """Set a record's statement of rights, and what there is to say besides."""
    if statement:
        words = our_paragraphs(statement, here)
    else:
        none = here.gettext("No statement of rights was recorded.")
        words = format_html("<p>{}</p>", none)
    full = NOTHING
    if linkable(url):
        name = here.gettext("The full statement (leaves the archive)")
        full = format_html("<p>{}</p>", link_away(url, name))
    return format_html(_RIGHTS, here.gettext("Rights"), words, full, more)


_CONCERN = """
<section aria-labelledby="concern">
<h2 id="concern">{}</h2>
<p>{}{} {} <a href="mailto:{contact}?subject={ref}">{contact}</a>. \
<a href="{corrections}">{}</a></p>
</section>
"""
_REPORT = ' <a class="go" href="{}" rel="nofollow">{}</a>.'


def concern(issue: Issue, here: Here) -> SafeString:
    """Say whom to tell that something is wrong; a draft has no form yet."""
    form = NOTHING
    if issue.number:
        address = here.href(f"/report/{issue.ref}/")
        form = format_html(_REPORT, address, here.gettext("Tell the archive"))
    return format_html(
        _CONCERN,
        here.gettext("Report a concern"),
        here.gettext("Is something here wrong, or a danger to somebody?"),
        form,
        here.gettext("Or write, and name the record %(ref)s:", ref=issue.ref),
        here.gettext("What happens then"),
        contact=site().contact,
        ref=issue.ref,
        corrections=here.url("pages:corrections"),
    )
