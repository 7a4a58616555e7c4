"""What is typed otherwise than in the vault, and what is told of it to whom."""

from typing import Any

import pytest

from testimonies import ledger, moderation
from testimonies.models import LedgerEvent, Tag
from testimonies.moderation import Finding, MoveRefused
from tests.attacks import attack, patched
from tests.factories import (
    Desk,
    make_collection,
    make_event,
    make_media,
)

SEALED = "Әлібек\nАлёна Жұмабай\n+7 701 123 45 67"


class AsTyped(dict[int, str]):
    """Folds as before look-alikes were one letter."""

    def __missing__(self, code: int) -> str:
        return chr(code).casefold()


def _sealed(desk: Desk, **values: Any) -> Any:
    record = desk.consented_testimony(**values)
    values = {"protected_terms": SEALED}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    return record


def _found(record: Any) -> list[Finding]:
    return [f for f in moderation.findings(record) if f.code == "protected"]


as_typed = patched("testimonies.privacy.protected._FOLDS", AsTyped())


@attack(31, without=as_typed)
@pytest.mark.parametrize(
    "name", ["Әлiбек", "Әлiбeк", "ӘЛIБЕКТІҢ", "ӘЛӀБЕК", "Әлíбекʼ", "ӘлɪБЕК"]
)
def test_a_look_alike_hides_no_protected_name(desk: Desk, name: str) -> None:
    record = _sealed(desk, summary=f"It was {name}.")
    assert [(f.field, f.is_blocking) for f in _found(record)] == [
        ("summary.text", True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Call +77011234567.",
        "№%7011234567",
        "@әлібек%1990",
        "With Алёны Жұмабай.",
        "Жұмабай Алёна",
        "Әлi-бек came.",
    ],
)
def test_what_is_sure_blocks(desk: Desk, text: str) -> None:
    assert [f.is_blocking for f in _found(_sealed(desk, summary=text))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Alibek came.",
        "Сказали Алибеку.",
        "Сказали Алибе\u0301ку.",
        "#alibek",
        "Жұмабаева пришла.",
        "About Zhumabay.",
        "With Алёной.",
        "Со слов Аленки.",
        "@alibek_1990",
        "#zhumabayalyona",
        "#alyonazhumabay",
        "@alyona.zhumabay1990",
        "Со слов Але\u0308ной",
    ],
)
def test_what_sounds_like_a_name_of_hers_is_a_warning(desk: Desk, text: str) -> None:
    record = _sealed(desk, summary=text, title="With Ali and Марат.")
    assert [(f.field, f.is_blocking) for f in _found(record)] == [
        ("summary.text", False)
    ]


def test_of_another_witness_one_word_alone_is_no_warning(desk: Desk) -> None:
    _sealed(desk)
    for caption, expected in (
        ("By Alyona.", []),
        ("By Zhumabay, Alyona.", [("caption", False)]),
        ("Alibek", [("caption", False)]),
    ):
        item = make_media(by=desk.editor, caption=caption)
        assert [(f.field, f.is_blocking) for f in _found(item)] == expected


# --- What a finding tells -------------------------------------------------------------


def _whole(path: str) -> str:
    return path


told_of_gates = patched("testimonies.moderation.sealed.of_no_entry", _whole)
told_of_tags = patched("testimonies.moderation.tagging.of_no_entry", _whole)


@attack(50, without=told_of_gates)
def test_no_finding_says_which_entry_or_where(desk: Desk) -> None:
    _sealed(desk)
    collection = make_collection(by=desk.editor)
    for text in ("Марат", "Дана", "Әлібек", "Әлібек Дана"):
        make_event(collection, by=desk.editor, text=f"With {text}.")
    found = _found(collection)
    assert [f.field for f in found] == ["events.text.text"]
    assert not any(sign.isdigit() for f in found for sign in f.message)


@attack(50, without=told_of_tags)
def test_no_refusal_of_a_tag_says_which_name(desk: Desk) -> None:
    _sealed(desk)
    names = [f"Somebody {chr(97 + number)}" for number in range(20)]
    with pytest.raises(MoveRefused) as refusal:
        moderation.save_tag(
            Tag(name="people"), by=desk.editor, aliases=[*names, "Әлібек"]
        )
    assert [f.field for f in refusal.value.findings] == ["aliases"]
    assert not any(sign.isdigit() for sign in str(refusal.value))


# --- Who met one ----------------------------------------------------------------------


def _met() -> list[tuple[str, str, str]]:
    rows = LedgerEvent.objects.filter(action="met_protected_term").order_by("id")
    return list(rows.values_list("actor__username", "ref", "category"))


def test_whoever_writes_one_is_in_the_ledger_by_field_and_a_steward_is_not(
    desk: Desk,
) -> None:
    record = _sealed(desk)
    texts = [("summary", "Әлібек"), ("title", "Nobody"), ("outlet", "Alibek")]
    for person in (desk.steward, desk.editor):
        with ledger.acting(person):
            found = moderation.found_in(moderation.Sealed(record), texts)
            met = [each.field for each in found]
            moderation.note_meetings(met, by=person, ref=record.ref)
    name = desk.editor.username
    assert _met() == [(name, record.ref, "outlet"), (name, record.ref, "summary")]


def test_only_protected_terms_of_a_refusal_are_noted(desk: Desk) -> None:
    refusal = MoveRefused(
        "no", [Finding("protected", "aliases", "x"), Finding("dates", "given", "x")]
    )
    with ledger.acting(desk.reviewer):
        moderation.note_refusal(refusal, by=desk.reviewer, ref="")
    assert _met() == [(desk.reviewer.username, "", "aliases")]


@attack(
    31,
    without=patched(
        "testimonies.moderation.withheld._TURNS", set("\u202a\u202e\u2066\u2069")
    ),
)
@pytest.mark.parametrize("sign", "\u061c\u200e\u200f")
def test_a_mark_of_direction_is_refused_in_a_text(desk: Desk, sign: str) -> None:
    item = make_media(by=desk.editor, caption=f"A street{sign}.")
    assert "directions" in {f.code for f in moderation.findings(item)}


def _as_it_stands(text: str) -> str:
    return text


def _of_the_link(desk: Desk, link: str) -> list[tuple[str, bool]]:
    record = _sealed(desk, rights_url=f"https://example.org/{link}")
    return [(f.field, f.is_blocking) for f in _found(record)]


unspelled = patched("testimonies.privacy.protected.spelled_out", _as_it_stands)
unheard = patched("testimonies.moderation.withheld.as_read", _as_it_stands)


@attack(31, without=unspelled)
def test_a_link_hides_no_protected_name(desk: Desk) -> None:
    found = _of_the_link(desk, "%D3%98%D0%BB%D1%96%D0%B1%D0%B5%D0%BA")
    assert found == [("rights_url", True)]


@attack(31, without=unheard)
def test_a_link_hides_no_name_as_it_sounds(desk: Desk) -> None:
    found = _of_the_link(desk, "%D0%90%D0%BB%D0%B8%D0%B1%D0%B5%D0%BA")
    assert found == [("rights_url", False)]
