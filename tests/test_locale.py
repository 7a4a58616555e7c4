"""The interface in Russian and Kazakh: complete, compiled, and nothing English left."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation.template import templatize

from testimonies.models import Quote, User, Witness
from tests import factories
from tests.factories import Desk

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
# Words of the interface that no name, title or source in these tests holds.
_WORDS = """about account accounts archive clip clips collection collections condensed
    context corrections cookies edition editions feed found fidelity kind language
    languages media newest nothing paraphrase passage pictures platform posted privacy
    published quote quotes recorded record records result results rights search
    searched shows source sources subjects summary tag tagged tags testimonies
    testimony timeline told unknown verbatim when withdrawn witness witnesses word
    words"""
ENGLISH = frozenset(_WORDS.split())
ADDRESS = re.compile(r"\S+(?:://|@)\S+")
SPOKEN = ("aria-label", "alt", "title", "placeholder")
VOID = frozenset({"meta", "link", "input", "img", "br", "hr", "source", "wbr"})
ABOUT = ("/about/", "/about/privacy/", "/about/corrections/")
_RECORDS = ("testimonies", "witnesses", "quotes", "media", "collections")
LISTS = (*_RECORDS, "timeline", "places")
SEARCHES = (
    "/search/",
    "/search/?q=gunfire",
    "/search/?q=zzz&tag=gunfire&kind=quote&lang=ru",
    "/search/?nonsense=1",
)

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


class Spoken(HTMLParser):
    """Collects the words of a page that are not marked as another language's."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.open: list[bool] = [False]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # What programs are told is in words of theirs, and a digest may spell one.
        foreign = self.open[-1] or tag in {"script", "code"}
        if "lang" in given:
            foreign = given["lang"] != self.language
        if not foreign:
            self.found += [given[name] or "" for name in SPOKEN if name in given]
        if tag not in VOID:
            self.open.append(foreign)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open[-1]:
            self.found.append(data)


def english_in(page: str, language: str) -> set[str]:
    reader = Spoken(language)
    reader.feed(page)
    said = ADDRESS.sub(" ", " ".join(reader.found))
    words = re.findall(r"[A-Za-z]+", said)
    return {word.lower() for word in words} & ENGLISH


@pytest.fixture
def pages(editor: User, reviewer: User, steward: User) -> list[str]:
    """Publish one record of every kind; give the addresses of their pages."""
    desk = Desk(editor, reviewer, steward)
    collection = factories.make_collection(by=editor)
    factories.make_event(collection, by=editor)
    clip = factories.make_media(by=editor, title="A street", content_notes=["gunfire"])
    desk.publish(collection)
    desk.publish(clip)
    testimony = desk.consented_testimony(collection=collection)
    factories.make_quote(
        testimony, by=editor, passage=factories.first_passage(testimony)
    )
    tag = factories.make_tag("gunfire", by=editor)
    factories.put_tag(testimony, tag, by=editor)
    factories.make_illustration(testimony, clip, by=editor)
    desk.publish(testimony)
    records = {
        "testimonies": testimony.ref,
        "collections": collection.ref,
        "media": clip.ref,
        "quotes": Quote.objects.get().ref,
        "witnesses": Witness.objects.get().ref,
    }
    paths = [f"/{kind}/{ref}/" for kind, ref in records.items()]
    histories = [f"{path}editions/" for path in paths]
    numbered = [f"{path}1/" for path in histories]
    lists = [f"/{name}/" for name in LISTS]
    return [
        "/",
        "/tags/",
        "/tags/gunfire/",
        "/missing/",
        *lists,
        *paths,
        *histories,
        *numbered,
        *ABOUT,
        *SEARCHES,
    ]


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


def test_english_words_of_the_interface_would_be_seen() -> None:
    page = '<p>Іздеу <span lang="en">search</span></p><a title="Edition 1">1</a>'
    assert english_in(page, "kk") == {"edition"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_speaks_english(
    client: Client, pages: list[str], language: str
) -> None:
    for path in pages:
        page = client.get(f"/{language}{path}", follow=True).content.decode()
        assert f'<html lang="{language}"' in page, path
        assert english_in(page, language) == set(), path
