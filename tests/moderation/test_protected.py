"""A protected term stops any record that holds it, and no finding repeats it."""

from typing import Any

import pytest

from testimonies import moderation
from testimonies.moderation import Finding
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_collection,
    make_event,
    make_media,
    make_quote,
    make_witness,
)
from tests.moderation.edits import save, translate


def _blocking(record: Any) -> list[Finding]:
    return [finding for finding in moderation.findings(record) if finding.is_blocking]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Жанар", "сказала ЖАНАР вчера"),
        ("жанар", "Жанара"),
        ("Großmann", "to GROSSMANN and"),
        ("GROSSMANN", "Großmann"),
        ("Zhanar", "Ｚｈａｎａｒ"),
        ("Zhanar Ospanova", "Zhanar \n\t Ospanova"),
        ("Zhanar Ospanova", "Zhanar\u00a0Ospanova"),
        ("ĭ Ospanova", "i\u0306 ospanova"),
        ("+7 701 123", "call +7 701 123 45"),
        ("ﬁnn", "FINN"),
    ],
)
def test_a_protected_term_is_found_in_any_case_width_and_form(
    desk: Desk, term: str, text: str
) -> None:
    record = desk.consented_testimony(summary=text)
    values = {"protected_terms": f"\n  {term} \n\n"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    assert [finding.field for finding in _blocking(record)] == ["summary.text"]


def test_terms_of_every_vault_are_looked_for_in_every_record(desk: Desk) -> None:
    somebody = make_witness(by=desk.editor)
    values = {"protected_terms": "Ospanova"}
    moderation.seal_vault(somebody, by=desk.steward, values=values)
    item = make_media(by=desk.editor, caption="#ospanova")
    collection = make_collection(by=desk.editor, title="Ospanova street")
    event = make_event(collection, by=desk.editor)
    translate(event, "text", "OSPANOVA", by=desk.editor)
    assert [f.field for f in _blocking(item)] == ["caption"]
    assert [f.field for f in _blocking(collection)] == [
        "title.text",
        "events.text.translations.text",
    ]


def test_no_finding_says_the_term(desk: Desk) -> None:
    """Not even where another gate stops over the very words that hold it."""
    record = desk.consented_testimony(
        words="Zhanar heard gunfire.",
        title="Zhanar",
        happened="Zhanar",
        rights_url="https://[zhanar",
    )
    passage = first_passage(record)
    make_quote(record, "Zhanar heard gunfire.", by=desk.editor, passage=passage)
    make_quote(record, "Zhanar heard", by=desk.editor)
    save(passage, by=desk.editor, text="Zhanar heard gunfire!")
    hide(first_passage(record), "Zhanar", by=desk.editor)
    values = {"protected_terms": "zhanar"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    found = moderation.findings(record)
    assert {"protected", "quote", "dates", "links", "redaction"} <= {
        finding.code for finding in found
    }
    assert [f for f in found if "zhanar" in str(f).casefold()] == []
