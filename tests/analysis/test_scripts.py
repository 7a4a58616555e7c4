"""Words in the other script, as they are offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import other_scripts


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("strelba", ("стрелба",)),
        ("shum OR zhizn", ("шум OR жизн",)),
        ("помощь", ("pomoshch",)),
        ("қаңтар", ("qantar",)),
        ('-"na ploshchadi"', ('-"на площади"',)),
        ("алматы almaty", ()),
        ("2022", ()),
        ("", ()),
    ],
)
def test_words_are_spelled_in_the_other_script(
    words: str, other: tuple[str, ...]
) -> None:
    assert other_scripts(words) == other


@given(st.text(max_size=40))
def test_whatever_is_typed_has_no_or_one_other_spelling(words: str) -> None:
    assert len(other_scripts(words)) <= 1
