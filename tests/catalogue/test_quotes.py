"""A quote leads to its words in the public text, whatever is redacted beside it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies import catalogue, moderation
from testimonies.models import Quote
from testimonies.privacy import MARKER
from tests.factories import Desk, first_passage, hide, make_quote


@dataclass
class _Rows:
    """Stands in for a related manager."""

    rows: list[Any]

    def all(self) -> list[Any]:
        return self.rows


@dataclass
class _Span:
    start: int
    end: int


@dataclass
class _Passage:
    text: str
    redactions: _Rows


SENTENCES = st.lists(
    st.text("abc😶 éé", min_size=1, max_size=8).filter(str.strip),
    min_size=1,
    max_size=6,
)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(SENTENCES, st.data())
def test_an_anchors_offsets_give_the_quoted_words_in_the_public_text(
    sentences: list[str], data: st.DataObject
) -> None:
    from testimonies.catalogue.describe import redacted  # noqa: PLC0415
    from testimonies.terms import anchor_for  # noqa: PLC0415

    text = ". ".join(sentences)
    index = data.draw(st.integers(0, len(sentences) - 1))
    anchor = anchor_for(sentences[index], text, 1)
    assert anchor is not None
    hidden = data.draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(1, 9)), max_size=3)
    )
    spans = [_Span(start, start + length) for start, length in hidden]
    public = redacted(_Passage(text, _Rows(spans)))  # type: ignore[arg-type]
    shown = public.public_span(anchor.start, anchor.end)
    touched = any(s.start < anchor.end and anchor.start < s.end for s in spans)
    assert (shown is None) == touched
    if shown:
        assert public.text[slice(*shown)] == anchor.exact


@pytest.mark.parametrize("hidden", [None, "Asel", "Marat"])
def test_the_published_offsets_give_the_words(desk: Desk, hidden: str | None) -> None:
    words = "Asel called us. We heard gunfire 😶 all night. Then Marat came."
    record = desk.consented_testimony(words=words)
    passage = first_passage(record)
    quote = make_quote(
        record, "We heard gunfire 😶 all night.", by=desk.editor, passage=passage
    )
    if hidden:
        hide(passage, hidden, by=desk.editor)
    desk.publish(record)
    issued = catalogue.issues([quote.ref, record.ref])
    document = issued[quote.ref].document
    [public] = issued[record.ref].document.transcripts[0].passages
    assert public.text[document.start : document.end] == quote.text
    assert (MARKER in public.text) == bool(hidden)
    assert (document.prefix == document.suffix == "") == bool(hidden)
    assert document.fidelity == "verbatim"


@pytest.mark.parametrize(
    ("words", "hidden", "told"),
    [
        ("We ran", "We ran to Asel", "We ran"),
        ("We ran […] Shots fell.", "to Asel.", f"We ran {MARKER} Shots fell."),
        ("We ran to Asel.", "Asel", None),
        ("We ran to As", "Asel", None),
        ("We ran […] Asel.", "Asel", None),
    ],
)
def test_a_quote_that_leaves_out_what_is_hidden_is_told(
    desk: Desk, words: str, hidden: str, told: str | None
) -> None:
    account = "We ran to Asel. Shots fell. We ran home."
    record = desk.consented_testimony(words=account)
    hide(first_passage(record), hidden, by=desk.editor)
    quote = make_quote(record, words, by=desk.editor, passage=first_passage(record))
    blocking = [each for each in moderation.findings(record) if each.is_blocking]
    assert bool(blocking) == (told is None)
    if told:
        desk.publish(record)
        issued = catalogue.issues([quote.ref, record.ref])
        document = issued[quote.ref].document
        [public] = issued[record.ref].document.transcripts[0].passages
        assert public.text[document.start : document.end] == told
        page = Client().get(f"/testimonies/{record.ref}/", follow=True).content.decode()
        assert MARKER in page
        assert f"/quotes/{quote.ref}/" in page


@pytest.mark.parametrize(
    ("words", "points", "fidelity"),
    [
        ("We heard gunfire all night.", True, "verbatim"),
        ("“We heard gunfire  all night.”".strip("“”"), True, "verbatim"),
        ("We heard […] all night.", True, "condensed"),
        ("There was shooting until morning", True, "paraphrase"),
        ("It was a waking nightmare", False, "absent"),
    ],
)
def test_fidelity_is_computed_from_the_words(
    desk: Desk, words: str, points: bool, fidelity: str
) -> None:
    record = desk.consented_testimony()
    passage = first_passage(record) if points else None
    quote = make_quote(record, words, by=desk.editor, passage=passage)
    document = catalogue.describe(Quote.objects.get(pk=quote.pk))
    assert document.fidelity == fidelity  # type: ignore[union-attr]
