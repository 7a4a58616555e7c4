"""Texts in languages, dates, addresses and chronologies, as templates set them."""

import pytest
from django.template import Context, Template
from django.utils import translation

from testimonies.catalogue import Text
from testimonies.catalogue.documents import Translated
from testimonies.templatetags.chronology import chronology_of, days_of
from testimonies.templatetags.labels import LABELS
from testimonies.terms import (
    LANGUAGES,
    ContentNote,
    DateBasis,
    EventStatus,
    Fidelity,
    Kind,
    MediaBasis,
    MediaKind,
    NameKind,
    Platform,
    Scope,
    Verification,
)
from tests.templatetags import lyazzat

HOSTILE = "</title><script>alert(1)</script>\"'"


def rendered(template: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load archive %}" + template).render(Context(context))


def in_russian(*, is_machine: bool, is_reviewed: bool) -> Text:
    return Text(
        "en", "A week", (Translated("ru", "Неделя", "", is_machine, is_reviewed),)
    )


@pytest.mark.parametrize(
    ("is_machine", "is_reviewed", "says"),
    [(False, True, False), (True, False, True), (False, False, True)],
)
def test_a_translation_says_how_it_was_made(
    is_machine: bool, is_reviewed: bool, says: bool
) -> None:
    text = in_russian(is_machine=is_machine, is_reviewed=is_reviewed)
    page = rendered("{% our_text text %}", "ru", text=text)
    assert page.startswith("Неделя")
    assert ("text-sign" in page) is says


def test_an_untranslated_text_carries_its_language() -> None:
    text = Text("en", "A week")
    assert rendered("{% our_text text %}", "en", text=text) == "A week"
    page = rendered("{% our_text text %}", "kk", text=text)
    assert '<span lang="en">A week</span>' in page
    paragraphs = rendered("{% our_paragraphs text %}", "kk", text=text)
    assert '<p lang="en">A week' in paragraphs


@pytest.mark.parametrize("tag", ["our_text", "our_paragraphs", "our_words"])
def test_hostile_text_is_escaped(tag: str) -> None:
    page = rendered(f"{{% {tag} text %}}", "kk", text=Text("en", HOSTILE))
    assert "<script>" not in page
    assert "</title" not in page


def test_only_a_known_single_day_is_a_machine_readable_time() -> None:
    day = rendered("{% when date %}", date="2022-01-05")
    assert day == '<time datetime="2022-01-05">5 January 2022</time>'
    for date in ("2022-01-05~", "2022-01", "2022-01-05/2022-01-09"):
        assert "<time" not in rendered("{% when date %}", date=date)
    assert "not recorded" in rendered("{% when date %}", date="")
    hostile = rendered("{% when date %}", date=HOSTILE)
    assert "<script>" not in hostile


def test_addresses_follow_the_language_of_the_page() -> None:
    assert rendered("{{ '/tags/'|href }}", "en") == "/tags/"
    assert rendered("{{ '/tags/'|href }}", "kk") == "/kk/tags/"
    issue = lyazzat.bundle().main
    assert rendered("{{ i|href }}", "ru", i=issue) == f"/ru{issue.path}"
    cited = rendered("{{ i|permanent }}", "ru", i=issue)
    assert cited.endswith(f"/testimonies/{issue.ref}/")
    assert "/ru/" not in cited


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "//x"])
def test_an_unsafe_link_is_no_link(url: str) -> None:
    assert rendered("{{ url|linkable }}", url=url) == ""


@pytest.mark.parametrize(
    ("family", "choices"),
    [
        ("fidelity", Fidelity),
        ("fidelity sentence", Fidelity),
        ("platform", Platform),
        ("media kind", MediaKind),
        ("verification", Verification),
        ("date basis", DateBasis),
        ("event status", EventStatus),
        ("content note", ContentNote),
        ("name kind", NameKind),
        ("media basis", MediaBasis),
        ("scope", Scope),
        ("kind", Kind),
        ("kinds", Kind),
        ("language", LANGUAGES),
    ],
)
def test_every_value_has_words(family: str, choices: list[str]) -> None:
    assert set(LABELS[family]) == set(choices)


def test_a_chronology_groups_dates_and_numbers_its_sources() -> None:
    issue = lyazzat.issue_of(
        lyazzat.collection(
            lyazzat.event("2022-01-12", "Last."),
            lyazzat.event("2022-01-04", "First."),
            lyazzat.event("2022-01-04", "Second."),
        )
    )
    chronology = chronology_of([issue])
    assert [(day.date, len(day.events)) for day in chronology.days] == [
        ("2022-01-04", 2),
        ("2022-01-12", 1),
    ]
    assert chronology.sources == (lyazzat.ARTICLE,)
    numbers = {each.source_number for day in chronology.days for each in day.events}
    assert numbers == {1}


def test_a_testimony_shows_the_days_that_it_tells_of() -> None:
    days = days_of(lyazzat.bundle()).days
    assert [day.date for day in days] == ["2022-01-09"]
    untold = lyazzat.bundle(lyazzat.testimony(happened=""))
    assert days_of(untold).days == ()
