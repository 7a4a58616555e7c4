"""An account is set letter for letter, with its quotes and marks in their places."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import Bundle, Text
from testimonies.catalogue.documents import MarkCopy, PassageCopy, Placement
from testimonies.catalogue.readings import ReadingUnknown, readings
from testimonies.privacy import MARKER
from testimonies.templatetags.account import (
    AccountView,
    PassageView,
    account_of,
    place_of,
)
from tests.templatetags import lyazzat


def passages_of(bundle: Bundle) -> dict[int, PassageView]:
    cells = (row.cells[0] for row in account_of(bundle).rows)
    return {view.number: view for view in cells if view}


def text_of(view: PassageView) -> str:
    return "\n\n".join(
        "".join(segment.text for segment in paragraph) for paragraph in view.paragraphs
    )


def one_passage(passage: PassageCopy, *quotes: tuple[str, int, int]) -> PassageView:
    document = lyazzat.testimony(
        transcripts=(lyazzat.transcript("en", passage),), illustrations=()
    )
    placed = [
        replace(
            lyazzat.quote(name, "words", "verbatim", passage=passage.number),
            start=start,
            end=end,
            transcript_language="en",
        )
        for name, start, end in quotes
    ]
    return passages_of(lyazzat.bundle(document, *placed))[passage.number]


def test_the_words_stay_as_they_are() -> None:
    views = passages_of(lyazzat.bundle())
    assert text_of(views[2]) == lyazzat.SHOCK
    assert text_of(views[3]) == lyazzat.NIGHT
    assert [len(views[number].paragraphs) for number in (1, 2, 3)] == [1, 2, 1]


def test_a_verbatim_quote_is_marked_where_it_stands() -> None:
    [paragraph, _second] = passages_of(lyazzat.bundle())[2].paragraphs
    [quoted] = [segment for segment in paragraph if segment.is_quoted]
    assert quoted.text == lyazzat.LOOT
    assert quoted.opens == quoted.closes
    assert quoted.opens[0].anchor == f"q-{lyazzat.REFS['loot']}"


def test_what_the_source_left_out_and_put_in_is_marked() -> None:
    [paragraph] = passages_of(lyazzat.bundle())[3].paragraphs
    assert [(s.text, s.mark) for s in paragraph if s.mark] == [
        ("[…]", "omission"),
        ("[from our home]", "insertion"),
    ]
    assert account_of(lyazzat.bundle()).marks == {"omission", "insertion"}


def test_withheld_words_are_marked() -> None:
    view = one_passage(lyazzat.passage(1, f"We saw {MARKER} there."))
    [paragraph] = view.paragraphs
    assert [s.mark for s in paragraph] == ["", "withheld", ""]


def test_quotes_that_overlap_open_and_close_each_in_its_place() -> None:
    view = one_passage(
        lyazzat.passage(1, "one two three four"), ("loot", 0, 7), ("helped", 4, 13)
    )
    [paragraph] = view.paragraphs
    assert [(s.text, len(s.opens), len(s.closes), s.is_quoted) for s in paragraph] == [
        ("one ", 1, 0, True),
        ("two", 1, 1, True),
        (" three", 0, 1, True),
        (" four", 0, 0, False),
    ]


def test_a_quote_may_run_across_paragraphs_and_marks() -> None:
    text = "one [two] three\n\nfour"
    passage = replace(lyazzat.passage(1, text), marks=(MarkCopy(4, 9, "insertion"),))
    view = one_passage(passage, ("loot", 0, len(text)))
    first, second = view.paragraphs
    assert [(s.text, s.mark, s.is_quoted) for s in first] == [
        ("one ", "", True),
        ("[two]", "insertion", True),
        (" three", "", True),
    ]
    assert (len(first[0].opens), len(second[0].closes)) == (1, 1)


def test_a_span_beyond_the_text_marks_nothing() -> None:
    view = one_passage(lyazzat.passage(1, "short"), ("loot", 2, 99))
    assert not any(s.is_quoted for paragraph in view.paragraphs for s in paragraph)


def test_a_paraphrase_stands_beside_its_passage_and_an_absent_quote_nowhere() -> None:
    account = account_of(lyazzat.bundle())
    [paraphrase] = passages_of(lyazzat.bundle())[4].paraphrases
    assert paraphrase.document.text == lyazzat.HELPED
    places = [quote.place for quote in account.quotes]
    assert places == [f"#q-{lyazzat.REFS['loot']}", "#p4", ""]


def test_the_most_faithful_quotes_come_first() -> None:
    names = ("nightmare", "helped", "loot")
    document = lyazzat.testimony(quotes=tuple(lyazzat.REFS[name] for name in names))
    quotes = account_of(lyazzat.bundle(document)).quotes
    found = [quote.document.fidelity for quote in quotes]
    assert found == ["verbatim", "paraphrase", "absent"]


def test_clips_have_room_until_the_next_passage_that_has_some() -> None:
    placements = tuple(
        Placement(lyazzat.REFS["clip"], number, Text("en", "")) for number in (1, 3)
    )
    account = account_of(lyazzat.bundle(lyazzat.testimony(illustrations=placements)))
    assert [(row.number, row.room) for row in account.rows if row.clips] == [
        (1, 2),
        (3, 2),
    ]


RUSSIAN = lyazzat.transcript(
    "ru",
    lyazzat.passage(2, "Вдруг всё стало хаосом."),
    lyazzat.passage(9, "Сказано только по-русски."),
    lyazzat.passage(3, "Мы боялись."),
)
KAZAKH = lyazzat.transcript("kk", lyazzat.passage(2, "Бәрі бейберекет болды."))
IN_THREE = lyazzat.testimony(transcripts=(RUSSIAN, KAZAKH, lyazzat.ACCOUNT))


def grid(account: AccountView) -> list[tuple[int, list[bool]]]:
    return [(row.number, [bool(cell) for cell in row.cells]) for row in account.rows]


def test_an_account_is_read_in_the_original_first() -> None:
    account = account_of(lyazzat.bundle(IN_THREE), language="ru")
    assert account.languages == ("en",)
    assert readings(IN_THREE) == ("en", "ru", "kk", "side")
    assert readings(lyazzat.testimony()) == ("en",)
    assert readings(lyazzat.witness()) == ()


def test_a_translation_is_read_alone() -> None:
    account = account_of(lyazzat.bundle(IN_THREE), "ru")
    assert account.languages == ("ru",)
    assert grid(account) == [(2, [True]), (9, [True]), (3, [True])]
    assert [row.anchor for row in account.rows] == ["p2", "p9", "p3"]


def test_two_languages_are_aligned_by_the_number_of_the_passage() -> None:
    account = account_of(lyazzat.bundle(IN_THREE), "side", "fr")
    assert account.languages == ("en", "ru")
    assert grid(account) == [
        (1, [True, False]),
        (2, [True, True]),
        (9, [False, True]),
        (3, [True, True]),
        (4, [True, False]),
    ]
    # Beside the original stands the language of the page, where there is one.
    kazakh = account_of(lyazzat.bundle(IN_THREE), "side", "kk")
    assert kazakh.languages == ("en", "kk")


@pytest.mark.parametrize("reading", ["fr", "side", "EN", "en ", "original"])
def test_a_reading_that_there_is_not_is_refused(reading: str) -> None:
    with pytest.raises(ReadingUnknown) as refused:
        account_of(lyazzat.bundle(), reading)
    assert refused.value.known == ("en",)


def test_a_quote_leads_to_the_language_that_it_is_from() -> None:
    quote = lyazzat.quote("loot", "хаос", "verbatim", passage=2)
    russian = replace(quote, transcript_language="ru", start=15, end=19)
    assert place_of(russian, IN_THREE) == "?text=ru#p2"
    assert place_of(replace(quote, transcript_language="en"), IN_THREE) == "#p2"
    assert place_of(replace(quote, transcript_language="uz"), IN_THREE) == ""
    bundle = lyazzat.bundle(IN_THREE, russian)
    anchor = f"#q-{quote.ref}"
    for reading, place in (
        ("", f"?text=ru{anchor}"),
        ("kk", f"?text=ru{anchor}"),
        ("ru", anchor),
        ("side", anchor),
    ):
        assert account_of(bundle, reading).quotes[0].place == place
    english = lyazzat.bundle(IN_THREE)
    anchored = account_of(english, "ru").quotes[0].place
    assert anchored == f"?text=en{anchor}"


def test_a_clip_stands_beside_its_passage_and_once() -> None:
    account = account_of(lyazzat.bundle())
    beside = [row.number for row in account.rows if row.clips]
    assert (beside, account.head_clips) == ([3], ())
    both = account_of(lyazzat.bundle(IN_THREE), "side")
    assert [row.number for row in both.rows if row.clips] == [3]
    alone = account_of(lyazzat.bundle(IN_THREE), "kk")
    assert [clip.passage for clip in alone.head_clips] == [None]


def test_a_clip_whose_passage_went_stands_at_the_head() -> None:
    document = lyazzat.testimony()
    [placement] = document.illustrations
    moved = replace(document, illustrations=(replace(placement, passage=9),))
    assert len(account_of(lyazzat.bundle(moved)).head_clips) == 1


def test_what_is_not_public_is_left_out() -> None:
    full = lyazzat.bundle()
    account = account_of(Bundle(full.main, {}))
    assert (account.quotes, account.head_clips) == ((), ())
    assert not any(row.clips for row in account.rows)


def test_a_quote_of_another_testimony_is_left_out() -> None:
    foreign = replace(lyazzat.quotes()[0], testimony="t22222222")
    assert len(account_of(lyazzat.bundle(None, foreign)).quotes) == 2


WORDS = st.text(alphabet="ab \n█[…]", min_size=1, max_size=40)
SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40))


@given(WORDS, SPANS, SPANS)
def test_any_marks_and_quotes_keep_every_word(
    text: str, quoted: tuple[int, int], marked: tuple[int, int]
) -> None:
    mark = MarkCopy(min(marked), max(marked), "omission")
    passage = replace(lyazzat.passage(1, text), marks=(mark,))
    view = one_passage(passage, ("loot", min(quoted), max(quoted)))
    shown = [s.text for paragraph in view.paragraphs for s in paragraph]
    assert "".join("".join(shown).split()) == "".join(text.split())
    assert all(shown)
