"""Colours by number: text has 7:1 on whatever it stands on, marks and edges 3:1.

Contrast ratio and relative luminance: WCAG 2.2. The pairs are those of the style
sheets; a colour that no pair names fails, so that a new one is thought about.
"""

import re
from itertools import product

import pytest

from tests.every_page.sheets import ROOM, tokens

SCHEMES = ("light", "dark")
GROUNDS = ("paper", "paper-raised", "accent-soft", "danger-soft", "mark")
INKS = ("ink", "ink-soft", "accent", "danger")
# Words on a filled ground.
FILLED = (("paper", "accent"), ("paper", "danger"))
# What is seen and not read: 3:1 against what is beside it (1.4.11).
SIGNS = (
    ("rule-strong", "paper"),
    ("rule-strong", "paper-raised"),
    ("mark-edge", "paper"),
)
# A line that only decorates, a bar over words that nobody may read, and a picture for a
# camera carry no text.
SILENT = frozenset({"rule", "withheld", "qr"})


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_has_seven_to_one_on_every_ground(scheme: str) -> None:
    colours = tokens()[scheme]
    pairs = [*product(INKS, GROUNDS), *FILLED]
    weak = {
        (ink, ground): round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < 7
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_signs_are_seen(scheme: str) -> None:
    colours = tokens()[scheme]
    weak = [pair for pair in SIGNS if contrast(*(colours[name] for name in pair)) < 3]
    assert weak == []


def test_every_colour_is_in_a_pair_and_in_both_schemes() -> None:
    named = {*INKS, *GROUNDS, *SILENT, *(name for pair in SIGNS for name in pair)}
    light, dark = (tokens()[scheme] for scheme in SCHEMES)
    assert light.keys() == named
    assert dark.keys() <= light.keys()


def test_nothing_else_names_a_literal_colour() -> None:
    for sheet in ROOM.rglob("*.css"):
        if sheet.name != "tokens.css":
            rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
            assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", rules) == [], sheet


def test_nothing_moves_by_itself() -> None:
    for sheet in ROOM.rglob("*.css"):
        moving = re.findall(r"\b(?:transition|animation)\b|smooth", sheet.read_text())
        assert moving == [], sheet
