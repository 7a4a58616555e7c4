"""What a gate warns of: it is shown to the editor, and stops nothing."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from testimonies import ledger, models, moderation
from testimonies.moderation.carried import withheld_with
from testimonies.moderation.notes import told_of
from testimonies.moderation.withheld import Withheld
from tests.attacks import attack, patched
from tests.factories import Desk, first_passage, hide, make_media
from tests.moderation.edits import OWN_EDITS


def _nothing(_: object) -> frozenset[Any]:
    return frozenset()


def _no_names(records: Iterable[moderation.Moving]) -> Withheld:
    return replace(withheld_with(records), names=set())


def test_warnings_stop_nothing(desk: Desk) -> None:
    record = desk.consented_testimony(summary="")
    item = make_media(by=desk.editor, posted="2022-01-05", posted_basis="inferred")
    for row, field in ((record, "summary"), (item, "posted")):
        assert {(f.field, f.is_blocking) for f in moderation.findings(row)} == {
            (field, False)
        }
        desk.publish(row)


def test_what_one_language_withholds_is_asked_of_the_other(desk: Desk) -> None:
    record = desk.consented_testimony()
    first = first_passage(record)
    OWN_EDITS["a new transcript"](record, desk.editor)
    other = models.Transcript.objects.get(testimony=record, is_original=False)
    with ledger.acting(desk.editor):
        models.Passage.objects.create(
            transcript=other, number=first.number, text="Ночь"
        )
    assert moderation.findings(record) == []
    hide(first, "gunfire", by=desk.editor)
    (warning,) = moderation.findings(record)
    assert (warning.field, warning.is_blocking) == (f"passage {first.number}", False)


@attack(
    23, without=patched("testimonies.moderation.redaction_gates._names_alone", _nothing)
)
@attack(23, without=patched("testimonies.moderation.notes.withheld_with", _no_names))
@pytest.mark.parametrize(
    "words",
    [
        "Sekretov was there.",
        "For Секретов",
        "@sekretov1990",
        "ЖАНИБЕК",
        "#жанибексекретов",
        "#секретовжанибек",
    ],
)
def test_a_word_of_a_redacted_name_is_warned_of(desk: Desk, words: str) -> None:
    record = desk.consented_testimony(
        words="Then Zhanibek Sekretov came. We slept.", summary=words
    )
    hide(first_passage(record), "Zhanibek Sekretov", by=desk.editor)
    found = moderation.findings(record)
    assert [(each.code, each.field, each.is_blocking) for each in found] == [
        ("redaction", "summary.text", False)
    ]
    assert "ekretov" not in found[0].message
    assert not told_of(record, f"Withdrawn. {words}")
    assert told_of(record, "Withdrawn at her wish.")


def _none(*_: object) -> list[str]:
    """What _redacted gives where a name is looked for as it stands alone."""
    return []


@attack(23, without=patched("testimonies.moderation.withheld._redacted", _none))
@pytest.mark.parametrize(
    "words",
    [
        "#ZhanibekSekretov",
        "#SekretovZhanibek",
        "@zhanibek_sekretov",
        "Sekretov, Zhanibek",
    ],
)
def test_a_redacted_name_in_a_handle_is_that_name(desk: Desk, words: str) -> None:
    record = desk.consented_testimony(
        words="Then Zhanibek Sekretov came. We slept.", summary=f"For {words}."
    )
    hide(first_passage(record), "Zhanibek Sekretov", by=desk.editor)
    found = [each for each in moderation.findings(record) if each.is_blocking]
    assert [(each.code, each.field) for each in found] == [
        ("redaction", "summary.text")
    ]


def test_a_year_in_a_redacted_handle_is_no_name(desk: Desk) -> None:
    record = desk.consented_testimony(
        words="She wrote as @aigerim_2022. We slept.", summary="January 2022."
    )
    hide(first_passage(record), "@aigerim_2022", by=desk.editor)
    assert moderation.findings(record) == []
    assert told_of(record, "Withdrawn in 2022.")


def test_other_words_than_names_are_not_looked_for_one_by_one(desk: Desk) -> None:
    record = desk.consented_testimony(
        words="We hid on Abay street. We slept.", summary="A night on the street."
    )
    with ledger.acting(desk.editor):
        passage = first_passage(record)
        start = passage.text.index("Abay")
        models.Redaction.objects.create(
            passage=passage,
            start=start,
            end=start + len("Abay street"),
            kind="place",
            reason="She asked for it.",
            author=desk.editor,
        )
    assert moderation.findings(record) == []
