"""A quote as a picture to share: PNG, 1200 × 630, drawn with the words as they are.

Pure: takes the words, asks nobody. The face is of a package that the server has
(docs/decisions/0014); where it has no such package, where the face lacks a letter or
where the words are too many, there is no picture: words are never drawn with gaps and
never cut. What is no quotation says so, and names nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from testimonies.exchange.citation import Item, permanent
from testimonies.exchange.lines import one_line
from testimonies.terms import Fidelity

WIDE, HIGH = 1200, 630
EDGE = 80
INDENT = 40
# The quoted words, from the largest size at which they fit to the smallest.
SIZES = (76, 68, 60, 54, 48, 43, 38, 34)
LEADING = 1.28
# From the top edge to the line of who said it.
ROOM = 376
SMALL = 30
_LINE = WIDE - 2 * EDGE - INDENT
PAPER, INK, SOFT = "#fcfaf5", "#1d1a16", "#4a453d"
RULE, MARKED, DANGER = "#756d5e", "#8a6a00", "#7a1020"
GUILLEMETS = frozenset({"ru", "kk", "ky", "uk", "fr"})
PACKAGE = "font_source_serif_pro"
# What is in no Unicode text, and drawn as a letter that is missing.
NO_LETTER = "\uffff"


@dataclass(frozen=True, slots=True)
class Card:
    """The words of a picture; `words` with their quotation marks, where they have any.

    `fidelity` says in words how faithful they are; `is_said`: it is a quotation. Of
    what is none nobody is named.
    """

    words: str
    name: str
    fidelity: str
    archive: str
    address: str
    is_said: bool

    @property
    def texts(self) -> tuple[str, ...]:
        return self.words, self.name, self.fidelity, self.archive, self.address


def card_of(item: Item, *, fidelity: str) -> Card:
    """Give a quote's card; `fidelity` in the words of whoever asks."""
    document = item.issue.document
    is_said = document.fidelity in {Fidelity.VERBATIM, Fidelity.CONDENSED}
    testimony = item.others.get(document.testimony)
    witness = item.others.get(testimony.document.witness) if testimony else None
    words = one_line(document.text)
    marks = "«{}»" if document.language in GUILLEMETS else "“{}”"
    return Card(
        words=marks.format(words) if is_said else words,
        name=one_line(witness.document.name) if witness else "",
        fidelity=one_line(fidelity),
        archive=one_line(item.archive.name),
        address=permanent(item.archive, item.issue).partition("://")[2].strip("/"),
        is_said=is_said,
    )


def can_draw(card: Card) -> bool:
    """Say whether there is a face with every letter of the card, and room for all."""
    if not has_face() or not all(map(has_letter, set("".join(card.texts)))):
        return False
    first, then = _said_by(card)
    named = _wide(first, bold=True) + _wide(then)
    foot = _wide(card.archive, bold=True) + SMALL + _wide(card.address)
    return named <= _LINE and foot <= WIDE - 2 * EDGE and _has_room(card, SIZES[-1])


def draw(card: Card) -> bytes:
    """Draw a card of which can_draw() says that it can be."""
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    canvas = ImageDraw.Draw(image)
    _words(canvas, card)
    _foot(canvas, card)
    found = BytesIO()
    # A few colours are all that it has: a third of the size.
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(found, "PNG")
    return found.getvalue()


def _words(canvas: ImageDraw.ImageDraw, card: Card) -> None:
    """Set the words as large as they have room."""
    size = next((size for size in SIZES if _has_room(card, size)), SIZES[-1])
    lines = list(_lines(one_line(card.words), size))
    top, height = EDGE, round(size * LEADING)
    _edge(canvas, top, top + height * len(lines), is_said=card.is_said)
    for line in lines:
        colour = INK if card.is_said else SOFT
        canvas.text((EDGE + INDENT, top), line, fill=colour, font=_face(size))
        top += height


def _edge(canvas: ImageDraw.ImageDraw, top: int, foot: int, *, is_said: bool) -> None:
    """Draw a whole line beside a quotation, a broken one beside what is none."""
    if is_said:
        canvas.rectangle((EDGE, top + 6, EDGE + 7, foot), fill=MARKED)
        return
    for at in range(top + 6, foot, 30):
        canvas.rectangle((EDGE, at, EDGE + 7, min(at + 16, foot)), fill=RULE)


def _foot(canvas: ImageDraw.ImageDraw, card: Card) -> None:
    """Say whose words they are or are not, and where they stand."""
    bold, plain = _face(SMALL, bold=True), _face(SMALL)
    left, top = EDGE + INDENT, EDGE + ROOM
    first, then = _said_by(card)
    canvas.text((left, top), first, fill=INK if card.is_said else DANGER, font=bold)
    canvas.text((left + _wide(first, bold=True), top), then, fill=SOFT, font=plain)
    line = HIGH - EDGE + 4
    canvas.line((EDGE, line - 22, WIDE - EDGE, line - 22), fill=RULE, width=2)
    canvas.text((EDGE, line), card.archive, fill=INK, font=bold)
    canvas.text((WIDE - EDGE, line), card.address, fill=SOFT, font=plain, anchor="ra")


def _said_by(card: Card) -> tuple[str, str]:
    """Give what stands below the words, the stressed part first."""
    if card.is_said and card.name:
        return card.name, f" · {card.fidelity}"
    return card.fidelity, ""


def _wide(words: str, *, bold: bool = False) -> float:
    return _face(SMALL, bold=bold).getlength(words)


def _has_room(card: Card, size: int) -> bool:
    lines = list(_lines(one_line(card.words), size))
    return len(lines) * size * LEADING <= ROOM - SMALL


def _lines(words: str, size: int) -> Iterator[str]:
    """Break words into lines; a word that is wider than a line is cut."""
    face, widest = _face(size), _LINE
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if face.getlength(longer) <= widest:
            line = longer
            continue
        if line:
            yield line
        line = word
        while face.getlength(line) > widest:
            fits = _that_fit(line, face, widest)
            yield line[:fits]
            line = line[fits:]
    yield line


def _that_fit(word: str, face: ImageFont.FreeTypeFont, widest: int) -> int:
    """Say how many letters of a word a line holds, one at least."""
    fits = 1
    while face.getlength(word[: fits + 1]) <= widest:
        fits += 1
    return fits


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "files" if places else None


def has_face() -> bool:
    """Say whether the package with the face is there."""
    return _folder() is not None


@lru_cache(maxsize=32)
def _face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    folder = _folder()
    if folder is None:
        raise LookupError(PACKAGE)
    name = "SourceSerifPro-Semibold.ttf" if bold else "SourceSerifPro-Regular.ttf"
    return ImageFont.truetype(str(folder / name), size)


@lru_cache(maxsize=4096)
def has_letter(sign: str) -> bool:
    """Say whether the face has a letter; white space needs none."""
    return sign.isspace() or _drawn(sign) != _drawn(NO_LETTER)


def _drawn(sign: str) -> bytes:
    canvas = Image.new("1", (64, 64))
    ImageDraw.Draw(canvas).text((8, 8), sign, fill=1, font=_face(32))
    return canvas.tobytes()
