"""What is known about a testimony: when, to whom, in which language, on what basis.

Set by functions, for speed; every word is escaped.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle
from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import joined, our_text, repeated, when
from testimonies.terms import ConsentBasis, NameKind

_FACTS = """
<section class="block block--margin" aria-labelledby="facts">
<h2 id="facts">{}</h2>
<dl class="facts">
{}
</dl>
</section>
"""
_FACT = "<div><dt>{}</dt><dd>{}</dd></div>"

Fact = tuple[str, str]


def testimony_facts(bundle: Bundle, here: Here) -> SafeString:
    """Set what is known about a testimony, and what was not recorded."""
    document = bundle.main.document
    rows = [*_telling(document, here), *_languages(document, here)]
    place = here.gettext("not recorded")
    if document.place:
        place = our_text(document.place.name, here)
    rows.append((here.gettext("Place"), place))
    basis = _basis(document.consents, _name_kind(bundle), here)
    rows.append((here.gettext("On what basis it is shown"), basis))
    return format_html(
        _FACTS,
        here.gettext("About this testimony"),
        repeated(_FACT, rows, "\n"),
    )


def _telling(document: Any, here: Here) -> list[Fact]:
    heard = dict.fromkeys(n for n in (document.interviewer, document.outlet) if n)
    heard_by = joined(heard, ", ")
    rows: list[Fact] = [
        (here.gettext("When it happened"), when(document.happened, here)),
        (here.gettext("When it was told"), when(document.given, here)),
        (here.gettext("To whom"), heard_by or here.gettext("not recorded")),
    ]
    if document.given_how:
        told = our_text(document.given_how, here)
        rows.append((here.gettext("How it was told"), told))
    return rows


def _languages(document: Any, here: Here) -> list[Fact]:
    telling = here.gettext("Language of the telling")
    first = here.gettext("Published first in")
    originals = (each for each in document.transcripts if each.is_original)
    return [
        (telling, here.label(document.language, "language")),
        *((first, here.label(each.language, "language")) for each in originals),
    ]


def _name_kind(bundle: Bundle) -> str:
    witness = bundle.get(bundle.main.document.witness)
    return witness.document.name_kind if witness else ""


def _basis(consents: Iterable[Any], name_kind: str, here: Here) -> SafeString:
    """Say on what the archive rests in publishing, and what that covers."""
    ordered = sorted(consents, key=lambda consent: consent.basis)
    rows = []
    for basis, group in groupby(ordered, key=lambda consent: consent.basis):
        found = list(group)
        scopes = here.labels((consent.scope for consent in found), "scope")
        words = _words_for(basis, found[0].outlet, name_kind, here)
        rows.append((words, here.gettext("It covers:"), joined(scopes, ", ")))
    if not rows:
        return here.gettext("not recorded")
    return repeated("<p>{} {} {}.</p>", rows)


def _words_for(basis: str, outlet: str, name_kind: str, here: Here) -> SafeString:
    match basis:
        case ConsentBasis.PREVIOUSLY_PUBLISHED:
            unsigned = here.gettext("The archive knows of no signed form.")
            return joined([_interview(name_kind, outlet, here), unsigned], " ")
        case ConsentBasis.DOCUMENTED:
            return here.gettext("A written consent, which the archive keeps.")
        case ConsentBasis.RECORDED:
            return here.gettext("A consent that was spoken and recorded.")
    return here.gettext("A decision of the archive in the public interest.")


def _interview(name_kind: str, outlet: str, here: Here) -> SafeString:
    match name_kind:
        case NameKind.GIVEN:
            return here.gettext(
                "An interview given to a newsroom and published by it under the given"
                " name (%(outlet)s).",
                outlet=outlet,
            )
        case NameKind.FULL:
            return here.gettext(
                "An interview given to a newsroom and published by it under the full"
                " name (%(outlet)s).",
                outlet=outlet,
            )
    return here.gettext(
        "An interview given to a newsroom and published by it without the real name"
        " (%(outlet)s).",
        outlet=outlet,
    )
