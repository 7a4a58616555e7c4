"""BibTeX, and biblatex beside it (biblatex 3.20, sections 2.1 and 2.2): UTF-8, @misc.

BibTeX has no interview; biblatex tells one by `entrysubtype`. A field stands in braces
that always balance: BibTeX counts even escaped ones, so none is escaped by a backslash.
"""

from collections.abc import Iterator

from testimonies.exchange.citation import Citation, Genre
from testimonies.exchange.days import known_parts
from testimonies.terms import LANGUAGES

_SPECIAL = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
# TeX joins two of these into another sign.
_JOINED = {"--", "''", "``", "?`", "!`", ",,", "<<", ">>"}
_SUBTYPES = {
    Genre.INTERVIEW: "interview",
    Genre.VIDEO: "video",
    Genre.PICTURE: "image",
    Genre.SOUND: "audio",
}


def escaped(text: str) -> str:
    """Give a line of text as TeX sets it unchanged."""
    parts, before = [], ""
    for sign in text:
        apart = "{}" if before + sign in _JOINED else ""
        parts.append(apart + _SPECIAL.get(sign, sign))
        before = sign
    return "".join(parts)


def entry(citation: Citation) -> str:
    """Give one entry, its key the record's ref."""
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(citation))
    return f"@misc{{{citation.ref},\n{lines}}}\n\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    """Give the fields that are known, with their values as they stand in braces."""
    yield from _named(citation)
    if subtype := _SUBTYPES.get(citation.genre):
        yield "entrysubtype", subtype
    yield from _dated(citation)
    for name, text in (
        ("howpublished", _how(citation)),
        ("organization", citation.archive),
        ("version", citation.version),
        ("language", LANGUAGES.get(citation.language, citation.language)),
        ("abstract", citation.words),
        ("note", "; ".join(citation.remarks)),
    ):
        if text:
            yield name, escaped(text)
    # Read as it stands; an address has no brace (RFC 3986).
    yield "url", citation.address


def _named(citation: Citation) -> Iterator[tuple[str, str]]:
    """Names and titles in braces of their own: no "and", no comma, no case is read."""
    if citation.author:
        yield "author", f"{{{escaped(citation.author)}}}"
    yield "title", f"{{{escaped(citation.title)}}}"


def _how(citation: Citation) -> str:
    if citation.genre is Genre.INTERVIEW:
        told = f"Testimony given to {citation.told_to}" if citation.told_to else ""
        return ", ".join(filter(None, [told or "Testimony", citation.medium]))
    return citation.platform


def _dated(citation: Citation) -> Iterator[tuple[str, str]]:
    """Give biblatex its EDTF, and BibTeX the year where one is known.

    Of a page, the edition's day; an interview's or a clip's is not known by that.
    """
    if citation.date:
        yield "date", str(citation.date)
        year = known_parts(citation.date.start)[:1]
        yield from (("year", f"{number:04}") for number in year)
    elif citation.genre is Genre.PAGE and citation.issued:
        yield "date", citation.issued.isoformat()
        yield "year", f"{citation.issued.year:04}"
