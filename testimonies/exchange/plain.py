"""A citation as one sentence in English, for who writes it down by hand."""

from collections.abc import Iterator

from testimonies.exchange.citation import Citation, Genre
from testimonies.terms import display


def sentence(citation: Citation) -> str:
    """Give the citation on one line, the address last."""
    parts = ". ".join(part for part in _parts(citation) if part)
    return f"{parts}. {citation.address}\n"


def _parts(citation: Citation) -> Iterator[str]:
    author = citation.author
    if citation.genre is Genre.INTERVIEW:
        author = author or "A witness"
    yield f"{author}, “{citation.title}”" if author else f"“{citation.title}”"
    yield f"“{citation.words}”" if citation.words else ""
    yield _origin(citation)
    yield ", ".join(filter(None, [citation.archive, citation.ref]))
    yield "; ".join(citation.remarks)


def _origin(citation: Citation) -> str:
    """Say to whom it was told, or where it was posted, and when."""
    where = citation.platform
    if citation.genre is Genre.INTERVIEW:
        told = f"Testimony given to {citation.told_to}" if citation.told_to else ""
        where = ", ".join(filter(None, [told or "Testimony", citation.medium]))
    when = display(citation.date, "en") if citation.date else ""
    return " ".join(filter(None, [where, f"({when})" if when else ""]))
