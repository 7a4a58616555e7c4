"""What a quote says of itself counts for nothing: it is held against the account."""

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.terms.anchors import (
    Anchor,
    Fidelity,
    Mark,
    MarkKind,
    MarkMalformed,
    PassageText,
    QuoteMalformed,
    anchor_for,
    fidelity,
    find,
    fold,
    is_current,
    locate,
    passage_digest,
)

SHOCK = (
    "We are still in shock. How could something like this happen in our city?\n\n"
    "It’s painful to see my favorite shops in ruins. And to see the pride of our city,"
    " the buildings in Soviet architectural style, completely destroyed. It’s also"
    " horrible to see the losses incurred by small business. That was their livelihood"
    " and the rioters destroyed everything."
)
CHAOS = (
    "In an instant, everything turned to complete chaos, which shocked everyone."
    " Groups of unknown people started to provoke the crowd and loot all across the"
    " city.\n\nThey attacked police officers and destroyed city buildings and shops."
    " These weren’t just average civilians. Most normal people had, by that point,"
    " cleared out."
)
TELEPHONE = (
    "The only way that we get information is by telephone, from friends and family, or"
    " if we watch TV. […]  A shoe store near us was robbed and we heard the sound"
    " [from our home]. We live in the center of town and we heard gunfire all night for"
    " several days in a row. That made us very frightened. We were afraid that it would"
    " never stop."
)
CALM = (
    "Calm is slowly returning to Almaty. The internet has been working well for the"
    " past two days.\n\nVolunteers are coming together to help struggling businesses,"
    " as well as the soldiers who have been keeping watch over the city. Some people"
    " are trying to help clean things up. Others are making food and collecting warm"
    " clothes and socks for the soldiers."
)

HEADING_LOOT = (
    "Groups of unknown people started to provoke the crowd and loot all across the city"
)
HEADING_HELP = (
    "Some people helped to clean up, others made food and gathered warm clothes for"
    " the soldiers"
)
TITLE = "It was a waking nightmare"


def mark(text: str, printed: str, kind: MarkKind) -> Mark:
    start = text.index(printed)
    return Mark(start, start + len(printed), kind)


MARKS = (
    mark(TELEPHONE, "[…]", MarkKind.OMISSION),
    mark(TELEPHONE, "[from our home]", MarkKind.INSERTION),
)
ACCOUNT = (
    PassageText(1, SHOCK),
    PassageText(2, CHAOS),
    PassageText(3, TELEPHONE, MARKS),
    PassageText(4, CALM),
)


def told(words: str) -> Fidelity:
    """Judge words against the third passage, without a pointer."""
    return fidelity(words, [ACCOUNT[2]], pointed=False)


def test_the_first_heading_is_verbatim_in_the_second_passage() -> None:
    anchor = locate(HEADING_LOOT, ACCOUNT)
    assert fidelity(HEADING_LOOT, ACCOUNT, pointed=False) is Fidelity.VERBATIM
    assert anchor
    assert anchor.number == 2
    assert anchor.exact == HEADING_LOOT
    assert anchor.prefix == " chaos, which shocked everyone. "
    assert anchor.suffix.startswith(".\n\nThey attacked")


def test_the_second_heading_is_a_paraphrase_when_an_editor_points() -> None:
    assert fidelity(HEADING_HELP, [ACCOUNT[3]], pointed=True) is Fidelity.PARAPHRASE
    assert fidelity(HEADING_HELP, ACCOUNT, pointed=False) is Fidelity.ABSENT
    assert locate(HEADING_HELP, ACCOUNT, pointer=4) is None


def test_the_title_is_not_in_the_account() -> None:
    assert fidelity(TITLE, ACCOUNT, pointed=False) is Fidelity.ABSENT


def test_officials_words_are_not_hers() -> None:
    for words in ("fire without warning", "technical error", "attempted coup"):
        assert fidelity(words, ACCOUNT, pointed=False) is Fidelity.ABSENT


@pytest.mark.parametrize(
    "words",
    [
        "A shoe store near us was robbed and we heard the sound",
        "We live in the center of town",
        "  if we watch TV. ",
    ],
)
def test_words_between_the_marks_are_verbatim(words: str) -> None:
    assert told(words) is Fidelity.VERBATIM


@pytest.mark.parametrize(
    "words",
    [
        "or if we watch TV. […] A shoe store near us was robbed",
        "or if we watch TV. [...]\nA shoe store near us was robbed",
        "The only way that we get information is by telephone […] or if we watch TV.",
        "[…] A shoe store near us was robbed",
        "we heard the sound [from our home]. We live in the center of town",
        "we heard the sound. We live in the center of town",
        "we heard [in the night] the sound. We live",
        "We live in the center of [Almaty] town",
        "by telephone […] gunfire all night",
    ],
)
def test_marked_omissions_and_insertions_make_a_condensed_quote(words: str) -> None:
    assert told(words) is Fidelity.CONDENSED


@pytest.mark.parametrize(
    "words",
    [
        # The omission of the source is closed up, or only dots without brackets.
        "or if we watch TV. A shoe store near us was robbed",
        "or if we watch TV. … A shoe store near us was robbed",
        "or if we watch TV. [a neighbour said] A shoe store near us was robbed",
        # The newsroom's words are taken for hers.
        "from our home",
        "we heard the sound from our home",
        # The order is turned round.
        "A shoe store near us was robbed […] or if we watch TV.",
        # Another word, another capital, another dash.
        "we live in the centre of town",
        "we live in the center of town",
        "We live in the center of [the] small town",
    ],
)
def test_anything_else_is_not_in_the_account(words: str) -> None:
    assert told(words) is Fidelity.ABSENT


def test_pieces_of_two_passages_do_not_make_a_quote() -> None:
    words = "We are still in shock. […] Calm is slowly returning to Almaty."
    assert fidelity(words, ACCOUNT, pointed=False) is Fidelity.ABSENT


def test_an_omission_counts_even_where_no_editor_has_marked_it() -> None:
    unmarked = [PassageText(3, TELEPHONE)]
    printed = "if we watch TV. […]  A shoe store"
    assert fidelity(printed, unmarked, pointed=False) is Fidelity.CONDENSED


def test_brackets_that_the_transcript_itself_holds_are_words_like_others() -> None:
    passages = [PassageText(1, "So I ran [laughs] and ran, all the way home.")]
    whole, condensed = "I ran [laughs] and ran", "I ran [laughs] and […] home."
    assert fidelity(whole, passages, pointed=False) is Fidelity.VERBATIM
    assert fidelity(condensed, passages, pointed=False) is Fidelity.CONDENSED


def test_an_insertion_inside_a_word_or_beside_quotation_marks_leaves_the_words() -> (
    None
):
    passages = [PassageText(1, "He said “stop” to the protester and left.")]
    for words in (
        "the protester[s] and left",
        "He said “[please] stop” to",
        "He [the guard] said",
        "[The guard] said “stop” to the [young] [unarmed] protester",
    ):
        assert fidelity(words, passages, pointed=False) is Fidelity.CONDENSED, words


@pytest.mark.parametrize(
    "words",
    [
        "It's painful",
        "It‘s  painful\tto see",
        "It’s painful\u00a0to see my favorite shops\nin ruins.",
        "happen in our city? It’s painful",
    ],
)
def test_quotation_marks_and_white_space_are_folded(words: str) -> None:
    assert find(words, SHOCK)
    assert fidelity(words, ACCOUNT, pointed=False) is Fidelity.VERBATIM


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("calm", "Calm"),
        ("a-b", "a–b"),
        ("...", "…"),
        ("'stop'", '"stop"'),
        ("ё", "е"),
        ("ﬁre", "fire"),
        ("ab", "a\u200bb"),
    ],
)
def test_nothing_else_is_folded(words: str, text: str) -> None:
    assert find(words, text) == []


def test_composed_and_decomposed_letters_are_one() -> None:
    text = unicodedata.normalize("NFD", "ещё один йод")
    ((start, end),) = find("ещё", text)
    assert unicodedata.normalize("NFC", text[start:end]) == "ещё"
    assert find("еще", text) == []


@pytest.mark.parametrize("words", ["", "  ", "\n\u00a0\t"])
def test_blank_words_are_refused(words: str) -> None:
    with pytest.raises(QuoteMalformed):
        find(words, SHOCK)
    with pytest.raises(QuoteMalformed):
        fidelity(words, [], pointed=True)


@pytest.mark.parametrize("words", ["[…]", " [...] [from our home] "])
def test_marks_alone_are_no_quote(words: str) -> None:
    with pytest.raises(QuoteMalformed):
        fidelity(words, ACCOUNT, pointed=False)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_a_mark_that_covers_nothing_is_refused(start: int, end: int) -> None:
    with pytest.raises(MarkMalformed):
        Mark(start, end, MarkKind.OMISSION)


def test_repetitions_are_all_found_in_order() -> None:
    assert find("ha", "ha ha  ha") == [(0, 2), (3, 5), (7, 9)]
    assert find("aa", "aaaa") == [(0, 2), (2, 4)]


def test_the_hint_chooses_among_repetitions() -> None:
    text = "We waited. Nobody came. We waited. Then it was quiet."
    first, second = find("We waited.", text)
    anchor = anchor_for("We waited.", text, 1)
    assert anchor
    assert (anchor.start, anchor.end) == first
    later = "So. " + text
    hint = replace(anchor, start=second[0], suffix=" Then it was quiet.")
    moved = locate("We waited.", [PassageText(1, later)], hint=hint)
    assert moved
    assert moved.start == second[0] + 4


def test_the_pointer_chooses_among_passages_but_not_against_fidelity() -> None:
    passages = [PassageText(1, "We waited."), PassageText(2, "We waited.")]
    pointed = locate("We waited.", passages, pointer=2)
    assert pointed
    assert pointed.number == 2
    hinted = locate("We waited.", passages, hint=pointed)
    assert hinted == pointed
    other = [PassageText(1, "We [all] waited."), PassageText(2, "We waited.")]
    other[0] = replace(other[0], marks=(Mark(3, 8, MarkKind.INSERTION),))
    best = locate("We waited.", other, pointer=1)
    assert best
    assert best.number == 2


def test_a_condensed_quote_is_anchored_from_its_first_word_to_its_last() -> None:
    words = "if we watch TV. […] A shoe store"
    anchor = anchor_for(words, TELEPHONE, 3, marks=MARKS)
    assert anchor
    assert anchor.exact == "if we watch TV. […]  A shoe store"


def test_an_anchor_is_current_until_the_passage_changes() -> None:
    anchor = anchor_for("Calm is slowly returning", CALM, 4)
    assert anchor
    assert is_current(anchor, CALM)
    assert not is_current(anchor, CALM + " ")
    assert len(passage_digest(CALM)) == 64


TEXTS = st.text(
    alphabet=st.sampled_from(
        "aбё еʼ'’“\"«»[]…. \u00a0\n–é\u0301\u0308\u0323qÅ각ᄀ\u1161🙏"
    ),
    max_size=40,
)


@given(TEXTS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(st.one_of(TEXTS, st.text(max_size=20)))
def test_the_way_back_leads_to_the_whole_text(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    if text:
        assert folded.span(0, len(folded.text)) == (0, len(text))


@given(st.one_of(TEXTS, st.text(max_size=20)))
def test_folding_composes_as_the_standard_says(text: str) -> None:
    squeezed = " ".join(fold(text).text.split())
    marks = str.maketrans("“”„‟«»‘’‚‛‹›ʼ", "\"\"\"\"\"\"'''''''")
    composed = unicodedata.normalize("NFC", text).translate(marks)
    assert squeezed == " ".join(composed.split())


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
def test_quote_anchor_and_display_come_round(text: str, at: int, size: int) -> None:
    text = unicodedata.normalize("NFC", text.replace("[…]", ""))
    words = text[at : at + size]
    if not words.strip() or set(words) & set("[]") or "[" in text:
        return
    anchor = anchor_for(words, text, 7)
    assert anchor
    assert_shown(anchor, words, text)


def assert_shown(anchor: Anchor, words: str, text: str) -> None:
    assert text[anchor.start : anchor.end] == anchor.exact
    assert fold(anchor.exact).text == fold(words).text.strip()
    around = anchor.prefix + anchor.exact + anchor.suffix
    assert around in text
    assert is_current(anchor, text)
    assert locate(words, [PassageText(7, text)], hint=anchor) == anchor


@given(TEXTS, TEXTS)
def test_what_is_found_reads_as_the_words(words: str, text: str) -> None:
    if not words.strip():
        return
    for start, end in find(words, text + words):
        assert fold((text + words)[start:end]).text == fold(words).text.strip()


@given(st.data())
@settings(max_examples=60)
def test_cutting_words_out_with_a_mark_makes_a_condensed_quote(
    data: st.DataObject,
) -> None:
    words = CHAOS.split()
    first = data.draw(st.integers(0, len(words) - 3))
    cut = data.draw(st.integers(first + 1, len(words) - 2))
    last = data.draw(st.integers(cut + 1, len(words) - 1))
    quote = " ".join([*words[first:cut], "[…]", *words[cut + 1 : last + 1]])
    assert fidelity(quote, ACCOUNT, pointed=False) is Fidelity.CONDENSED


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("[" * 20_000 + "a", "[a" * 20_000),
        ("a […] " * 5_000 + "b", "a " * 50_000),
        ("a" * 5_000 + "b", "a" * 100_000),
        ("x[ ]" * 20_000 + "y", "x\v \v" * 20_000),
        (" [ins] " * 10_000 + "y", "y\u0301e\u0301" * 10_000),
    ],
)
def test_hostile_words_take_no_long_time(words: str, text: str) -> None:
    begun = time.process_time()
    fidelity(words, [PassageText(1, text)], pointed=False)
    assert time.process_time() - begun < 2
