"""What differs between two documents, and that what was taken out may stay unsaid."""

from dataclasses import replace
from math import isqrt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import Change, Look, Text, compare
from testimonies.catalogue import changes as module
from testimonies.catalogue.changes import Comparison
from testimonies.catalogue.documents import Placement, Translated
from tests.attacks import attack, patched
from tests.templatetags import lyazzat

BEFORE = lyazzat.testimony()


def changed(tells: bool = True, **parts: Any) -> list[Change]:
    return compare(BEFORE, lyazzat.testimony(**parts), tells_removed=tells)


def words(change: Change) -> list[tuple[str, str]]:
    return [(piece.look.value, piece.text.strip()) for piece in change.pieces]


def test_nothing_differs_from_itself() -> None:
    for document in (BEFORE, lyazzat.clip(), lyazzat.witness(), lyazzat.quotes()[0]):
        assert compare(document, document, tells_removed=True) == []


def test_words_are_compared_one_by_one() -> None:
    [change] = changed(title=Text("en", "A week behind shut doors"))
    assert change.part == "title"
    assert words(change) == [
        ("same", "A week behind"),
        ("removed", "closed"),
        ("added", "shut"),
        ("same", "doors"),
    ]


def test_a_translation_is_a_change_of_its_own() -> None:
    russian = Translated("ru", "Неделя", "", is_machine=True, is_reviewed=False)
    title = BEFORE.title.text
    [change] = changed(title=Text("en", title, (russian,)))
    assert (change.language, words(change)) == ("ru", [("added", "Неделя")])


def test_passages_are_compared_by_number() -> None:
    one, two, three, four = lyazzat.ACCOUNT.passages
    told = lyazzat.transcript(
        "en",
        one,
        replace(two, text=two.text.replace("complete chaos", "chaos")),
        four,
        lyazzat.passage(5, "And then it was calm."),
    )
    found = changed(transcripts=(told,))
    assert [(each.part, each.language, each.passage) for each in found] == [
        ("transcripts", "en", 2),
        ("transcripts", "en", 5),
        ("transcripts", "en", 3),
    ]
    assert ("removed", "complete") in words(found[0])
    assert words(found[1]) == [("added", "And then it was calm.")]
    assert words(found[2]) == [("removed", three.text)]


def test_of_a_whole_account_no_word_is_repeated() -> None:
    kazakh = lyazzat.transcript("kk", lyazzat.passage(2, "Бәрі бейберекет болды."))
    [added] = changed(transcripts=(lyazzat.ACCOUNT, kazakh))
    assert (added.language, words(added)) == ("kk", [("added", "")])
    [_kazakh, removed] = compare(
        BEFORE, lyazzat.testimony(transcripts=(kazakh,)), tells_removed=True
    )
    assert (removed.language, words(removed)) == ("en", [("removed", "")])


def test_lists_and_dates_say_what_went_and_came() -> None:
    placed = (Placement(lyazzat.REFS["loot"], 1, Text("en", "")),)
    found = {
        change.part: words(change)
        for change in changed(
            happened="2022-01-06",
            content_notes=("gunfire", "body"),
            illustrations=placed,
            consents=(),
        )
    }
    assert found == {
        "happened": [("removed", "2022-01-05/2022-01-09"), ("added", "2022-01-06")],
        "content_notes": [("added", "body")],
        "illustrations": [
            ("removed", lyazzat.REFS["clip"]),
            ("added", lyazzat.REFS["loot"]),
        ],
        # Whose consent it rests on is said in its own place.
        "consents": [],
    }


def test_where_a_quote_stands_is_one_difference_without_numbers() -> None:
    before = lyazzat.quotes()[0]
    moved = replace(before, passage=3, start=117, end=142, prefix="then", suffix="")
    assert compare(before, moved, tells_removed=True) == [Change("anchor")]


def test_no_code_of_a_program_s_is_shown_of_a_clip() -> None:
    """True, False, and words of a list that readers have no words for."""
    before = lyazzat.clip()
    other = replace(before, is_covered=False, account_holder="private_person")
    assert {each.pieces for each in compare(before, other, tells_removed=True)} == {()}


def _tell(_self: Comparison, removed: str) -> str:
    return removed


@attack(23, without=patched("testimonies.catalogue.changes.Comparison._told", _tell))
def test_what_was_taken_out_is_in_no_difference() -> None:
    """Whatever kind of part it stood in: text, passage, date, list."""
    secret = lyazzat.passage(2, "Bolat hid us in Medeu.")
    before = lyazzat.testimony(
        title=Text("en", "At Bolat’s"),
        outlet="Bolat’s paper",
        happened="2022-01-05",
        transcripts=(lyazzat.transcript("en", secret, lyazzat.passage(3, "Bolat.")),),
        content_notes=("gunfire", "Bolat"),
    )
    kept = lyazzat.transcript("en", replace(secret, text="█████ hid us in Medeu."))
    after = lyazzat.testimony(
        title=Text("en", "At a friend’s"), happened="2022-01", transcripts=(kept,)
    )
    found = compare(before, after, tells_removed=False)
    assert {change.part for change in found} >= {"title", "transcripts", "happened"}
    assert "Bolat" not in repr(found)
    assert "2022-01-05'" not in repr(found)
    assert "Bolat" in repr(compare(before, after, tells_removed=True))


HERE = "testimonies.catalogue.changes"
WHOLE = [Look.REMOVED, Look.ADDED]
UNBOUNDED = 10**12
# Words of each of two texts that are just compared, and of so many such texts.
MOST, TEXTS_OF_A_PAGE = isqrt(module.MOST_OF_A_TEXT) - 1, 4


def looks_of(comparison: Comparison, count: int) -> list[Look]:
    """Compare so many words with the same and one more."""
    long = "".join(f"word{number} " for number in range(count))
    return [piece.look for piece in comparison.words(long, f"{long}more")]


@attack(39, without=patched(f"{HERE}.MOST_OF_A_TEXT", UNBOUNDED))
def test_long_texts_are_not_compared_word_by_word() -> None:
    comparison = Comparison(tells_removed=True)
    assert looks_of(comparison, MOST) == [Look.SAME, Look.ADDED]
    assert looks_of(comparison, MOST + 1) == WHOLE


@attack(39, without=patched(f"{HERE}.MOST_OF_ALL", UNBOUNDED))
def test_many_texts_are_compared_word_by_word_as_far_as_a_page_may_take() -> None:
    comparison = Comparison(tells_removed=True)
    for _ in range(TEXTS_OF_A_PAGE):
        assert looks_of(comparison, MOST) == [Look.SAME, Look.ADDED]
    assert looks_of(comparison, MOST) == WHOLE
    assert looks_of(comparison, 1) == [Look.SAME, Look.ADDED]


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "█████"]), max_size=8).map(" ".join)


@given(TEXTS, TEXTS, st.booleans())
def test_either_text_can_be_read_off_the_difference(
    before: str, after: str, tells: bool
) -> None:
    pieces = Comparison(tells_removed=tells).words(before, after)
    now = "".join(p.text for p in pieces if p.look is not Look.REMOVED)
    was = "".join(p.text for p in pieces if p.look is not Look.ADDED)
    assert now.split() == after.split()
    assert (was.split() == before.split()) or not tells
    assert tells or not any(p.text for p in pieces if p.look is Look.REMOVED)
