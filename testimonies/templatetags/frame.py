"""What stands round every page: the way in, the way out, the languages, the crumbs.

Set by functions, for speed; every word is escaped.
"""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from testimonies.templatetags.addresses import Alternate, Site
from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import NOTHING, lang, repeated

_ROW = '<li><a href="{}">{}</a></li>'
_LEAVE = """
<nav class="way-out" aria-labelledby="leave">
<a class="leave" id="leave" href="{}" rel="noreferrer noopener" data-leave>{}\
<span class="leave__keys" hidden> <kbd>Esc</kbd> ×3</span></a>
</nav>
"""
_MASTHEAD = """
<header class="masthead">
<div class="masthead__row">
<a class="masthead__name" href="{home}" lang="">{name}</a>
</div>
<div class="masthead__row">
<nav class="masthead__nav" aria-label="{main}">
<ul>
{ways}
</ul>
</nav>
<form class="masthead__search" action="{search}" method="get" role="search">
<label class="visually-hidden" for="masthead-q">{search_all}</label>
<input id="masthead-q" type="search" name="q" autocomplete="off" spellcheck="false" \
placeholder="{search_word}">
<button type="submit">{search_word}</button>
</form>
</div>
</header>
"""


def leave(site: Site, here: Here) -> SafeString:
    """Set the way out: a plain link, which a script makes quicker (js/leave.js)."""
    return format_html(_LEAVE, site.leave_url, here.gettext("Leave quickly"))


def masthead(site: Site, here: Here) -> SafeString:
    """Set the archive's name, the search field and the main ways in."""
    return format_html(
        _MASTHEAD,
        home=here.href("/"),
        name=site.name,
        main=here.gettext("Main"),
        ways=_links(
            here,
            {
                "pages:testimony-list": here.gettext("Testimonies"),
                "pages:witness-list": here.gettext("Witnesses"),
                "pages:quote-list": here.gettext("Quotes"),
                "pages:media-list": here.gettext("Clips"),
                "pages:timeline": here.gettext("Timeline"),
                "pages:tag-list": here.gettext("Tags"),
            },
        ),
        search=here.href("/search/"),
        search_all=here.gettext("Search the archive"),
        search_word=here.gettext("Search"),
    )


def _links(here: Here, ways: dict[str, str]) -> SafeString:
    return repeated(
        _ROW, ((here.url(name), words) for name, words in ways.items()), "\n"
    )


_FOOTER = """
<footer class="footer">
<nav class="footer__languages" aria-label="{language}">
<ul>
{languages}
</ul>
</nav>
<nav class="footer__about" aria-label="{about}">
<ul>
{ways}
</ul>
</nav>
{signs}
<p class="footer__note">{nothing_loaded}</p>
</footer>
"""
_LANGUAGE = '<li><a href="{}{}" hreflang="{}" lang="{}"{}>{}</a></li>'
_SHOWN = format_html(' aria-current="{}"', "true")


def footer(languages: Iterable[Alternate], query: str, here: Here) -> SafeString:
    """Set the languages, the pages about the archive, and what the signs mean."""
    return format_html(
        _FOOTER,
        language=here.gettext("Language"),
        languages=_languages(languages, f"?{query}" if query else ""),
        about=here.gettext("About"),
        ways=_links(
            here,
            {
                "pages:about": here.gettext("About the archive"),
                "pages:privacy": here.gettext("Privacy"),
                "pages:corrections": here.gettext("Corrections and removals"),
                "pages:collection-list": here.gettext("Collections"),
                "pages:places": here.gettext("Places"),
                "feed": here.gettext("Feed"),
            },
        ),
        signs=_signs(here),
        nothing_loaded=here.gettext(
            "These pages set no cookies, need no scripts and load nothing from other"
            " sites."
        ),
    )


def _languages(languages: Iterable[Alternate], query: str) -> SafeString:
    rows = (
        (
            *(each.href, query, each.code, each.code),
            *(_SHOWN if each.is_shown else NOTHING, each.name),
        )
        for each in languages
    )
    return repeated(_LANGUAGE, rows, "\n")


def _signs(here: Here) -> SafeString:
    """Explain the signs, where the page's language is not the archive's."""
    if here.language == "en":
        return NOTHING
    words = here.gettext(
        "* marks a text of the archive that was translated and not reviewed, or"
        " translated by a machine; letters such as “en” mark one that is not"
        " translated yet."
    )
    return format_html('<p class="footer__note">{}</p>', words)


_CRUMBS = """
<nav class="crumbs" aria-label="{}">
<ol>
{}
<li aria-current="page"{}>{}</li>
</ol>
</nav>
"""


def crumbs(
    above: Iterable[tuple[str, str]], shown: str, here: Here, *, language: str = ""
) -> SafeString:
    """Set the pages above this one, each an address with its name, and its own name.

    `language` is that of the name, where it may be another than the page's.
    """
    ways = [(here.href("/"), here.gettext("Archive")), *above]
    return format_html(
        _CRUMBS,
        here.gettext("You are here"),
        repeated(_ROW, ways, "\n"),
        lang(language, here),
        Truncator(shown).chars(70),
    )


def words_in(language: str, words: str, here: Here) -> str:
    """Shorten words for the crumbs, marked where they are not the page's language."""
    short: str = Truncator(words).chars(70)
    marked = lang(language, here)
    return format_html("<span{}>{}</span>", marked, short) if marked else short
