"""An account is set letter for letter, with its quotes and marks in their places."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import Bundle
from testimonies.catalogue.documents import MarkCopy, PassageCopy
from testimonies.privacy import MARKER
from testimonies.templatetags.account import (
    PassageView,
    account_of,
    place_of,
)
from tests.templatetags import lyazzat


def passages_of(bundle: Bundle) -> dict[int, PassageView]:
    account = account_of(bundle)
    return {view.number: view for view in account.transcripts[0].passages}


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
    views = {view.number: view for view in account.transcripts[0].passages}
    [paraphrase] = views[4].paraphrases
    assert paraphrase.document.text == lyazzat.HELPED
    places = [quote.place for quote in account.quotes]
    assert places == [f"q-{lyazzat.REFS['loot']}", "p4", ""]


def test_a_translation_has_anchors_of_its_own() -> None:
    russian = lyazzat.transcript("ru", lyazzat.passage(2, "Вдруг всё стало хаосом."))
    document = lyazzat.testimony(transcripts=(russian, lyazzat.ACCOUNT))
    quote = lyazzat.quote("loot", "хаос", "verbatim", passage=2)
    account = account_of(lyazzat.bundle(document))
    anchors = [view.passages[0].anchor for view in account.transcripts]
    assert anchors == ["p1", "p2-ru"]
    assert place_of(replace(quote, transcript_language="ru"), document) == "p2-ru"
    assert place_of(replace(quote, transcript_language="en"), document) == "p2"
    assert place_of(replace(quote, transcript_language="kk"), document) == ""


def test_a_clip_stands_beside_its_passage_and_once() -> None:
    account = account_of(lyazzat.bundle())
    beside = [view.number for view in account.transcripts[0].passages if view.clips]
    assert (beside, account.head_clips) == ([3], ())


def test_a_clip_whose_passage_went_stands_at_the_head() -> None:
    document = lyazzat.testimony()
    [placement] = document.illustrations
    moved = replace(document, illustrations=(replace(placement, passage=9),))
    assert len(account_of(lyazzat.bundle(moved)).head_clips) == 1


def test_what_is_not_public_is_left_out() -> None:
    full = lyazzat.bundle()
    account = account_of(Bundle(full.main, {}))
    assert (account.quotes, account.head_clips) == ((), ())
    assert not any(view.clips for view in account.transcripts[0].passages)


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
