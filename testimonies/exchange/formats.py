"""The registry: each format by the ending of its addresses. A new one is one line."""

from collections.abc import Callable
from dataclasses import dataclass

from testimonies.exchange import bibtex, csl, jsonl, plain, ris, webvtt
from testimonies.exchange.citation import Item

Write = Callable[[Item], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, its media type, and how one record is written.

    `is_saved`: a browser saves it as a file. `names_others`: it needs the records that
    named_in() gives.
    """

    ending: str
    name: str
    media_type: str
    write: Write
    is_saved: bool = False
    names_others: bool = True


_ALL = (
    Format("json", "JSON", "application/json", jsonl.line, names_others=False),
    Format(
        "jsonl",
        "JSON Lines",
        "application/jsonl; charset=utf-8",
        jsonl.line,
        is_saved=True,
        names_others=False,
    ),
    Format(
        "bib",
        "BibTeX",
        "application/x-bibtex; charset=utf-8",
        lambda item: bibtex.entry(item.citation),
        is_saved=True,
    ),
    Format(
        "ris",
        "RIS",
        "application/x-research-info-systems; charset=utf-8",
        lambda item: ris.record(item.citation),
        is_saved=True,
    ),
    Format(
        "csl.json",
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        lambda item: csl.items(item.citation),
    ),
    Format(
        "txt",
        "TXT",
        "text/plain; charset=utf-8",
        lambda item: plain.sentence(item.citation),
    ),
    Format(
        "vtt",
        "WebVTT",
        "text/vtt; charset=utf-8",
        webvtt.captions,
        names_others=False,
    ),
)
FORMATS = {each.ending: each for each in _ALL}
CITATIONS = ("bib", "ris", "csl.json", "txt")
OF_A_RECORD = ("json", *CITATIONS)
CAPTIONS = "vtt"
"""Of a testimony whose passages have times in a recording."""
OF_A_SEARCH = ("jsonl", "bib", "ris")
"""Formats of which many records one after the other are one file."""
