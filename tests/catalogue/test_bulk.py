"""Loading in bulk gives what publishing gives, and lets nothing by that it refuses."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from testimonies.catalogue import (
    Document,
    LoadRefused,
    MediaDocument,
    bulk,
    decode,
    load_editions,
    rebuild_entries,
)
from testimonies.models import (
    Approval,
    Edition,
    Entry,
    FacetCount,
    LedgerEvent,
)
from testimonies.terms import Kind, new_ref
from tests import factories
from tests.factories import Desk, make_other_desk
from tests.standing import fresh, standing

PLACES_OF_ITS_OWN = {"ref", "edition", "stamp", "first_issued_at", "issued_at"}


@pytest.fixture(scope="module")
def issued(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Edition]]:
    with standing(django_db_blocker):
        yield _publish(make_other_desk())


@pytest.fixture
def published(issued: list[Edition], db: None) -> list[Edition]:
    """Give an edition of a record of every kind that has them."""
    return fresh(issued)


def _publish(desk: Desk) -> list[Edition]:
    """Publish a record of every kind that has editions, with tags and a place."""
    tags = [factories.make_tag(name, by=desk.editor) for name in ('мит"инг', "Back\\")]
    place = factories.make_place(by=desk.editor, other_names="Алма-Ата")
    collection = factories.make_collection(by=desk.editor)
    testimony = desk.consented_testimony(
        words="We heard\tgunfire.\nIt never\\stopped.",
        place=place,
        collection=collection,
    )
    passage = factories.first_passage(testimony)
    quote = factories.make_quote(
        testimony, "It never\\stopped.", by=desk.editor, passage=passage
    )
    clip = factories.make_media(
        by=desk.editor,
        posted="2022-01-05",
        posted_basis="stated",
        platform="tiktok",
        caption="митинг",
    )
    for tagged in (testimony, quote, clip):
        factories.put_tag(tagged, *tags, by=desk.editor)
    for record in (collection, clip, testimony):
        desk.publish(record)
    return list(Edition.objects.order_by("pk"))


def under_other_refs(editions: list[Edition]) -> tuple[list[Document], dict[str, str]]:
    """Give the documents as those of other records, and the refs instead of theirs."""
    refs: dict[str, str] = {
        edition.ref: new_ref(Kind(edition.kind)) for edition in editions
    }
    raws = [edition.document or "" for edition in editions]
    for old, new in refs.items():
        raws = [raw.replace(old, new) for raw in raws]
    documents: list[Document] = [
        decode(Kind(edition.kind), raw)
        for edition, raw in zip(editions, raws, strict=True)
    ]
    return documents, refs


@pytest.fixture
def load(desk: Desk) -> Callable[..., int]:
    """Load as the owner does: the tests' desk may not."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")

    def run(documents: list[Document], **others: Any) -> int:
        people = {"approver": desk.reviewer, "editors": [desk.editor]}
        return load_editions(documents, **{**people, **others})

    return run


def columns_of(ref: str) -> dict[str, Any]:
    """Give an entry's columns, but for those that every record has of its own."""
    entry = Entry.objects.get(ref=ref)
    names = [field.name for field in Entry._meta.fields]
    return {name: getattr(entry, name) for name in names}


def as_if(value: Any, refs: dict[str, str]) -> Any:
    """Write the published record's value as the loaded one should have it."""
    if isinstance(value, list):
        return [as_if(each, refs) for each in value]
    if isinstance(value, str):
        for old, new in refs.items():
            value = value.replace(old, new)
    return value


def lexemes(vector: str) -> set[str]:
    """Give the vector's lexemes; which part of chance a ref is in follows from it."""
    return {each for each in vector.split() if not each.startswith("'@one-in:")}


def test_entries_are_those_that_publishing_makes(
    published: list[Edition], load: Callable[..., int]
) -> None:
    documents, refs = under_other_refs(published)
    assert {edition.kind for edition in published} == set(Kind) - {Kind.TAG}
    assert load(documents) == len(published)
    for old, new in refs.items():
        mine, theirs = columns_of(new), columns_of(old)
        vectors = (
            lexemes(mine.pop("vector")),
            lexemes(as_if(theirs.pop("vector"), refs)),
        )
        assert vectors[0] == vectors[1]
        of_its_own = {*PLACES_OF_ITS_OWN, "sequence"}
        for name in mine.keys() - of_its_own:
            assert mine[name] == as_if(theirs[name], refs), name
    assert rebuild_entries(check=True) == []


def test_facets_count_what_was_loaded(
    published: list[Edition], load: Callable[..., int]
) -> None:
    before = dict(FacetCount.objects.values_list("token", "records"))
    documents, _ = under_other_refs(published)
    load(documents)
    after = dict(FacetCount.objects.values_list("token", "records"))
    of_kinds = [token for token in before if not token.startswith("witness:")]
    assert {token: after[token] for token in of_kinds} == {
        token: before[token] * (1 if token == "kind:g" else 2) for token in of_kinds
    }


def test_a_tag_is_public_with_its_first_record(
    published: list[Edition], load: Callable[..., int], desk: Desk
) -> None:
    unseen = factories.make_tag("unseen", by=desk.editor)
    documents, _ = under_other_refs(published)
    tagged = [
        replace(each, tags=(unseen.ref,))
        for each in documents
        if isinstance(each, MediaDocument)
    ]
    assert not Entry.objects.filter(ref=unseen.ref).exists()
    load([*tagged])
    assert Entry.objects.filter(ref=unseen.ref).exists()
    assert rebuild_entries(check=True) == []


def test_an_edition_rests_on_its_approval_and_the_ledger_tells_of_the_load(
    published: list[Edition], load: Callable[..., int], desk: Desk
) -> None:
    documents, refs = under_other_refs(published)
    load(documents)
    for edition in Edition.objects.filter(ref__in=refs.values()):
        approval = Approval.objects.get(pk=edition.approval_id)
        assert (approval.ref, approval.digest) == (edition.ref, edition.digest)
        assert approval.approver_id == desk.reviewer.pk
        assert approval.editors == [desk.editor.pk]
    last = LedgerEvent.objects.last()
    assert last is not None
    assert (last.action, last.category) == ("load", f"{len(documents)} records")


def test_any_process_may_make_the_rows(
    published: list[Edition], load: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 2)
    monkeypatch.setattr(bulk, "PIECE", 1)
    asked: list[int] = []

    def elsewhere(make: Callable[[Any], Any], pieces: list[Any]) -> list[Any]:
        asked.append(len(pieces))
        return [make(piece) for piece in pieces]

    documents, _ = under_other_refs(published)
    load(documents, mapping=elsewhere)
    assert sum(asked) == len(documents)
    assert rebuild_entries(check=True) == []


def test_the_desk_may_not_load(published: list[Edition], desk: Desk) -> None:
    documents, _ = under_other_refs(published)
    with pytest.raises(LoadRefused, match="owner"):
        load_editions(documents, approver=desk.reviewer, editors=[desk.editor])


def test_an_editor_is_not_the_approver(
    published: list[Edition], load: Callable[..., int], desk: Desk
) -> None:
    documents, refs = under_other_refs(published)
    with (
        pytest.raises(IntegrityError, match="approval_second_person"),
        transaction.atomic(),
    ):
        load(documents, editors=[desk.editor, desk.reviewer])
    assert not Edition.objects.filter(ref__in=refs.values()).exists()


def test_the_second_person_is_asked_for_again_after_a_load(
    published: list[Edition], load: Callable[..., int], desk: Desk
) -> None:
    load(under_other_refs(published)[0])
    with pytest.raises(IntegrityError, match="acting person"):
        Approval.objects.create(
            ref=published[0].ref,
            root=published[0].ref,
            digest=published[0].digest,
            editors=[],
            approver=desk.steward,
        )


def test_what_has_a_draft_of_a_quote_is_not_loaded(
    published: list[Edition], load: Callable[..., int], desk: Desk
) -> None:
    testimony = desk.consented_testimony()
    quote = factories.make_quote(testimony, by=desk.editor)
    (document,) = (
        replace(each, ref=quote.ref)
        for each in under_other_refs(published)[0]
        if each.ref.startswith("q")
    )
    with pytest.raises(LoadRefused, match="draft"), transaction.atomic():
        load([document])


def test_who_changed_a_record_here_has_to_be_named(
    published: list[Edition], load: Callable[..., int], desk: Desk
) -> None:
    testimony = desk.consented_testimony()
    (document,) = (
        replace(each, ref=testimony.ref)
        for each in under_other_refs(published)[0]
        if each.ref.startswith("t")
    )
    with pytest.raises(LoadRefused, match="leaves out"), transaction.atomic():
        load([document], editors=[desk.steward])


@pytest.mark.parametrize("fault", ["issued", "twice", "tag", "erased"])
def test_refs_are_refused_that_cannot_begin_here(
    fault: str,
    published: list[Edition],
    load: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documents, _ = under_other_refs(published)
    first = documents[0]
    faults: dict[str, tuple[list[Document], str]] = {
        "issued": ([replace(first, ref=published[0].ref)], "an edition already"),
        "twice": ([first, first], "loaded twice"),
        "tag": ([replace(first, ref=new_ref(Kind.TAG))], "is a tag"),
        "erased": ([first], "withdrawn once"),
    }
    if fault == "erased":
        monkeypatch.setattr(bulk, "erased_refs", lambda: {first.ref})
    given, words = faults[fault]
    with pytest.raises(LoadRefused, match=words):
        load(given)
