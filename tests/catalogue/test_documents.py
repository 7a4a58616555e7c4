"""A document survives its JSON, and the JSON is one for one document."""

import json
from dataclasses import fields, replace
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies import catalogue
from testimonies.catalogue.documents import DOCUMENTS
from testimonies.terms import Kind, new_ref
from tests.attacks import attack
from tests.templatetags import lyazzat

SETTINGS = settings(max_examples=10, derandomize=True, deadline=None)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_encoded_is_decoded(kind: Kind) -> None:
    @SETTINGS
    @given(st.from_type(DOCUMENTS[kind]))
    def round_trip(document: Any) -> None:
        raw = catalogue.encode(document)
        again = catalogue.decode(kind, raw)
        assert again == document
        assert type(again) is DOCUMENTS[kind]
        assert catalogue.encode(again) == raw
        assert raw == json.dumps(
            json.loads(raw), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )

    round_trip()


@pytest.mark.parametrize("kind", Kind)
def test_every_string_of_a_document_is_listed_with_its_path(kind: Kind) -> None:
    @SETTINGS
    @given(st.from_type(DOCUMENTS[kind]))
    def listed(document: Any) -> None:
        decoded, found = json.loads(catalogue.encode(document)), []
        for path, text in catalogue.strings_of(document):
            found.append(text)
            value: Any = decoded
            for step in path.split("."):
                value = value[int(step) if isinstance(value, list) else step]
            assert value == text
        assert sorted(found) == sorted(_strings(decoded))

    listed()


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return []
    return [text for part in parts for text in _strings(part)]


@SETTINGS
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_another_text_has_another_digest(text: str) -> None:
    assert (catalogue.digest_of(text) == catalogue.digest_of("")) == (text == "")


@pytest.mark.parametrize("kind", Kind)
def test_a_document_without_one_of_its_fields_is_refused(kind: Kind) -> None:
    names = [field.name for field in fields(DOCUMENTS[kind])]
    with pytest.raises(KeyError):
        catalogue.decode(kind, json.dumps(dict.fromkeys(names[1:])))


def test_an_edition_from_before_a_field_came_is_read() -> None:
    """Stored documents never change: what came later has its default in them."""
    document = lyazzat.testimony()
    raw = catalogue.encode(document)
    assert "recording" not in json.loads(raw)
    again = catalogue.decode(Kind.TESTIMONY, raw)
    assert again == document
    assert again.recording is None
    # What was approved before has the digest that it had.
    assert catalogue.digest_of(catalogue.encode(again)) == catalogue.digest_of(raw)
    recorded = replace(document, recording=str(new_ref(Kind.MEDIA)))
    assert json.loads(catalogue.encode(recorded))["recording"] == recorded.recording
    assert catalogue.decode(Kind.TESTIMONY, catalogue.encode(recorded)) == recorded


@attack(22)
def test_no_field_of_any_document_is_the_vaults_or_a_decision_of_the_desk() -> None:
    forbidden = {
        "legal_name",
        "contacts",
        "exact_address",
        "risk_notes",
        "relatives",
        "protected_terms",
        "reason",
        "author_id",
        "recorded_by",
        "embargo_reason",
        "state",
        "standing",
        "scheduled_by",
        "basis_by",
        "basis_witness",
        "approver",
        "perceptual_hash",
        "sha256",
        "review_on",
    }
    seen: set[type] = set()
    queue: list[Any] = list(DOCUMENTS.values())
    while queue:
        cls = queue.pop()
        if not hasattr(cls, "__dataclass_fields__"):
            queue += [part for part in getattr(cls, "__args__", ()) if part not in seen]
            continue
        seen.add(cls)
        hints = get_type_hints(cls)
        # A copy that anybody may fetch tells its digest anyhow; an original's stays.
        told = {"sha256"} if cls is catalogue.FileCopy else set()
        assert not forbidden & set(hints) - told, cls
        queue += [hint for hint in hints.values() if hint not in seen]
    assert len(seen) > len(DOCUMENTS)


@SETTINGS
@given(st.from_type(DOCUMENTS[Kind.TESTIMONY]), st.lists(st.just(Kind.QUOTE)))
def test_the_refs_of_a_document_are_those_it_shows_each_once(
    document: Any, kinds: list[Kind]
) -> None:
    quotes = tuple(new_ref(kind) for kind in kinds)
    document = replace(document, quotes=quotes + quotes[:1], witness="wwwwwwwww")
    refs = catalogue.refs_of(document)
    assert len(refs) == len(set(refs))
    assert {"wwwwwwwww", *quotes} <= set(refs)
    assert document.ref not in refs or document.ref in {
        *document.tags,
        *(placement.item for placement in document.illustrations),
        document.collection,
    }


def test_a_text_is_picked_in_the_readers_language_or_else_as_it_was_written() -> None:
    hint = get_type_hints(DOCUMENTS[Kind.TESTIMONY])["title"]
    text = catalogue.Text("en", "Title")
    assert hint is catalogue.Text
    assert text.pick("ru") == ("Title", "en")
    assert not catalogue.Text("en", "")
