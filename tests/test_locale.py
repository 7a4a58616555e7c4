"""The catalogues of Russian and Kazakh: complete, compiled, and nothing English left.

That pages speak them is seen in tests/every_page.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "testimonies" / "locale"
LANGUAGES = ("ru", "kk")
FORMS = {"ru": 4, "kk": 2}
READERS_ROOMS = ("accounts", "pages", "search", "templatetags")
MARKERS = frozenset(
    {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"}
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+>")
_QUOTED = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
# What Django's templatize writes for a template.
IN_TEMPLATE = re.compile(
    rf"\b(?P<call>p?n?gettext|_)\((?P<first>{_QUOTED})(?:, ?(?P<second>{_QUOTED}))?"
)
# Translations that are the English words: none. A brand or a format is not marked.
THE_SAME: frozenset[str] = frozenset()

Key = tuple[str | None, str]


def po(language: str) -> Any:
    return polib.pofile(str(LOCALES / language / "LC_MESSAGES" / "django.po"))


def mo(language: str) -> Any:
    return polib.mofile(str(LOCALES / language / "LC_MESSAGES" / "django.mo"))


def written(entry: Any) -> tuple[str, ...]:
    """Give every form of a translation."""
    if entry.msgid_plural:
        return tuple(entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural))
    return (entry.msgstr,)


def entries(catalogue: Any) -> dict[Key, tuple[str, ...]]:
    return {(entry.msgctxt, entry.msgid): written(entry) for entry in catalogue}


def _called(function: ast.expr) -> str:
    """Give the last name of what is called: gettext of here.gettext."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _in_python(path: Path) -> Iterator[Key]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and (name := _called(node.func)) in MARKERS:
            words = [
                each.value
                for each in node.args
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            ]
            if words:
                yield (words[0], words[1]) if name[0] == "p" else (None, words[0])


def _in_template(path: Path) -> Iterator[Key]:
    for match in IN_TEMPLATE.finditer(templatize(path.read_text())):
        first = ast.literal_eval(match["first"])
        if match["call"].startswith("p"):
            yield first, ast.literal_eval(match["second"])
        else:
            yield None, first


@cache
def readers_strings() -> frozenset[Key]:
    """Collect what is marked for translation on the readers' side."""
    found: set[Key] = set()
    for room in READERS_ROOMS:
        for path in (ROOT / "testimonies" / room).rglob("*.py"):
            found.update(_in_python(path))
    for path in (ROOT / "templates").rglob("*"):
        if path.suffix in {".html", ".xml"} and "admin" not in path.parts:
            found.update(_in_template(path))
    return frozenset(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    translated = [entry for entry in po(language) if entry.translated()]
    assert entries(mo(language)) == entries(translated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_of_the_readers_side_is_translated(language: str) -> None:
    done = {
        (entry.msgctxt, entry.msgid) for entry in po(language) if entry.translated()
    }
    assert len(readers_strings()) > 300
    assert sorted(readers_strings() - done, key=str) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_a_guess_or_a_leftover(language: str) -> None:
    doubtful = [entry.msgid for entry in po(language) if entry.fuzzy or entry.obsolete]
    assert doubtful == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_its_english_text(language: str) -> None:
    same = {
        entry.msgid
        for entry in po(language)
        if {entry.msgid, entry.msgid_plural} & {*written(entry)}
    }
    assert same - {""} == THE_SAME


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_of_a_sentence_is_in_latin_letters(language: str) -> None:
    for entry in po(language):
        for form in written(entry):
            assert re.search("[а-яёәғқңөұүһі]", form, re.IGNORECASE), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_every_placeholder(language: str) -> None:
    for entry in po(language):
        if entry.translated():
            wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
            for form in written(entry):
                assert sorted(PLACEHOLDER.findall(form)) == wanted, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_entries_have_every_form(language: str) -> None:
    catalogue = po(language)
    assert f"nplurals={FORMS[language]};" in catalogue.metadata["Plural-Forms"]
    plural = [entry for entry in catalogue if entry.msgid_plural]
    assert plural
    assert {len(written(entry)) for entry in plural} == {FORMS[language]}
    assert all(all(written(entry)) for entry in plural)


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("ru", {1: "1 результат", 3: "3 результата", 11: "11 результатов"}),
        ("kk", {1: "1 нәтиже", 3: "3 нәтиже", 11: "11 нәтиже"}),
    ],
)
def test_numbers_take_their_form(language: str, counted: dict[int, str]) -> None:
    with translation.override(language):
        for total, words in counted.items():
            form = ngettext("%(total)s result", "%(total)s results", total)
            assert form % {"total": total} == words


def test_the_catalogues_are_where_the_settings_say() -> None:
    assert [str(path) for path in settings.LOCALE_PATHS] == [str(LOCALES)]
    with translation.override("kk"):
        assert gettext("Search") == "Іздеу"
    with translation.override("ru"):
        assert gettext("Search") == "Поиск"
