"""Pages cost the same number of queries whatever their size, on the reader's login."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive import readers
from testimonies import catalogue, ledger, moderation
from testimonies.models import (
    Approval,
    LedgerEvent,
    Passage,
    Quote,
    User,
    VaultedIdentity,
)
from testimonies.terms import Kind, Scope, WithdrawalReason
from tests.factories import (
    Desk,
    first_passage,
    grant,
    make_collection,
    make_illustration,
    make_media,
    make_passage,
    make_quote,
    make_tag,
    make_testimony,
    put_tag,
)

Read = Callable[[], object]


def _publish_many(desk: Desk, number: int) -> str:
    """Publish testimonies of one witness, collection and tag; give the tag's ref."""
    collection = make_collection(by=desk.editor)
    desk.publish(collection)
    tag = make_tag("almaty", by=desk.editor)
    first = make_testimony(by=desk.editor, collection=collection)
    grant(first.witness, by=desk.steward)
    others = (
        make_testimony(by=desk.editor, collection=collection, witness=first.witness)
        for _ in range(number - 1)
    )
    for record in (first, *others):
        put_tag(record, tag, by=desk.editor)
        desk.publish(record)
    return tag.ref


@pytest.mark.parametrize("rows", [2, 11])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    desk: Desk, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = _publish_many(desk, rows)
    refs = [issue.ref for issue in catalogue.listing(Kind.TESTIMONY).issues]
    assert len(refs) == rows
    stamps = catalogue.current_stamps(refs[0])
    assert stamps
    collection = catalogue.issues(refs)[refs[0]].document.collection
    assert len(catalogue.within([collection], limit=30)) == rows
    reads: dict[str, tuple[int, Read]] = {
        "current_stamps": (1, lambda: catalogue.current_stamps(tag)),
        "bundle": (1, lambda: catalogue.bundle(stamps)),
        "issues": (1, lambda: catalogue.issues(refs)),
        "listing": (2, lambda: catalogue.listing(Kind.TESTIMONY, limit=10)),
        "tombstone": (1, lambda: catalogue.tombstone(refs[0])),
        "within": (1, lambda: catalogue.within([collection], limit=10)),
        "editions": (1, lambda: catalogue.editions(refs[0])),
        "edition": (2, lambda: catalogue.edition(refs[0], 1)),
        "tag_by_name": (1, lambda: catalogue.tag_by_name("almaty")),
        "tags": (2, catalogue.tags),
    }
    with readers.reading():
        for name, (number, read) in reads.items():
            with django_assert_num_queries(number, info=name):
                read()


def test_a_large_page_is_two_queries(
    desk: Desk, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    record = desk.consented_testimony()
    passage = first_passage(record)
    _fill(desk, record.pk, passage)
    for number in range(8):
        item = make_media(by=desk.editor)
        make_illustration(record, item, by=desk.editor)
        desk.publish(item)
        put_tag(record, make_tag(f"tag {number}", by=desk.editor), by=desk.editor)
    desk.publish(record)
    with readers.reading(), django_assert_num_queries(2):
        stamps = catalogue.current_stamps(record.ref)
        assert stamps
        bundle = catalogue.bundle(stamps)
        assert bundle
        document = bundle.main.document
        passages = document.transcripts[0].passages
        clips = [placement.item for placement in document.illustrations]
        assert len(passages) == 401
        assert len(bundle.all(document.quotes)) == 30
        assert len(bundle.all(clips)) == len(bundle.tags) == 8
        assert bundle.get(document.witness) is not None
    # The same over HTTP, with every middleware: nothing else is asked.
    with django_assert_num_queries(2):
        assert client.get(bundle.main.path).status_code == 200


def _fill(desk: Desk, testimony: int, passage: Passage) -> None:
    with ledger.acting(desk.editor):
        Passage.objects.bulk_create(
            Passage(transcript=passage.transcript, text=f"Words of part {number}.")
            for number in range(400)
        )
        quotes = [
            Quote(testimony_id=testimony, text="We heard gunfire", passage=passage)
            for _ in range(30)
        ]
        for quote in quotes:
            quote.bind()
        Quote.objects.bulk_create(quotes)


def test_a_list_is_walked_by_its_markers_without_a_gap_or_a_repeat(desk: Desk) -> None:
    _publish_many(desk, 7)
    whole = [issue.ref for issue in catalogue.listing(Kind.TESTIMONY).issues]
    walked: list[str] = []
    after = None
    for _ in range(4):
        page = catalogue.listing(Kind.TESTIMONY, after=after, limit=2)
        walked += [issue.ref for issue in page.issues]
        after = catalogue.Cursor.parse(str(page.next)) if page.next else None
    assert walked == whole
    assert after is None
    [witness] = catalogue.listing(Kind.WITNESS).issues
    assert witness.ref in page.others


def test_the_etag_follows_what_the_page_shows_and_nothing_else(desk: Desk) -> None:
    record = desk.consented_testimony()
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    before = catalogue.current_stamps(record.ref)
    desk.published_testimony()
    assert catalogue.current_stamps(record.ref) == before
    moderation.revise(record, by=desk.editor)
    with ledger.acting(desk.editor):
        quote.printed_where = "The title"
        quote.save()
    desk.publish(record)
    after = catalogue.current_stamps(record.ref)
    assert before and after and before.etag != after.etag
    listed = catalogue.listing(Kind.TESTIMONY).etag
    desk.published_testimony()
    assert catalogue.listing(Kind.TESTIMONY).etag != listed


def test_a_bundle_of_stamps_that_are_withdrawn_meanwhile_is_none(desk: Desk) -> None:
    record = desk.published_testimony()
    stamps = catalogue.current_stamps(record.ref)
    moderation.withdraw(record, by=desk.reviewer, category=WithdrawalReason.SAFETY)
    assert stamps
    assert catalogue.bundle(stamps) is None


def test_what_was_never_public_resolves_nowhere(desk: Desk) -> None:
    """Not even where a public document names it."""
    draft_clip = make_media(by=desk.editor)
    draft_collection = make_collection(by=desk.editor)
    record = desk.consented_testimony(collection=draft_collection)
    make_illustration(record, draft_clip, by=desk.editor)
    desk.publish(record)
    draft = make_testimony(by=desk.editor, collection=draft_collection)
    quote = make_quote(draft, by=desk.editor)
    stamps = catalogue.current_stamps(record.ref)
    bundle = catalogue.bundle(stamps) if stamps else None
    assert stamps and bundle
    hidden = [
        draft_clip.ref,
        draft_collection.ref,
        draft.ref,
        draft.witness.ref,
        quote.ref,
        "tbcdfghjk",
    ]
    assert not {*bundle.others, *stamps.refs, *stamps.linking} & set(hidden)
    assert bundle.all(hidden) == []
    assert catalogue.issues(hidden) == {}
    for ref in hidden:
        assert catalogue.current_stamps(ref) is None
        assert catalogue.tombstone(ref) is None
        assert catalogue.edition(ref, 1) is None
        assert catalogue.editions(ref) == []


def _readable_text() -> str:
    """Dump every table that the reader's role can read, as text, under that role."""
    dumped = []
    with readers.reading(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')"
            " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
            " AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert tables == [
            "public.testimonies_edition",
            "public.testimonies_entry",
            "public.testimonies_facetcount",
        ]
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
            dumped += [row for (row,) in cursor.fetchall()]
    return "\n".join(dumped)


def test_no_six_words_of_a_withdrawn_account_are_left_in_a_public_table(
    desk: Desk,
) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    record = desk.consented_testimony(words=words, title="Six words", summary=words)
    make_quote(
        record, "word0 word1 word2 word3", by=desk.editor, passage=first_passage(record)
    )
    make_passage(record.transcripts.get(), words, by=desk.editor)
    desk.publish(record)
    desk.retitle(record, "Another title")
    strings = [" ".join(words.split()[start : start + 6]) for start in range(0, 60, 6)]
    assert len(strings) == 10
    public = _readable_text()
    assert all(string in public for string in strings)
    grant(record.witness, Scope.WEB, by=desk.steward, is_granted=False)
    public = _readable_text()
    assert [string for string in strings if string in public] == []
    assert "word0" not in public
    assert "Lyazzat" not in public
    assert record.ref in public


@pytest.mark.parametrize(
    "model", [Passage, Quote, VaultedIdentity, Approval, LedgerEvent, User]
)
def test_the_reader_can_read_no_working_table(db: None, model: type[Model]) -> None:
    with (
        readers.reading(),
        pytest.raises(DatabaseError, match="permission denied"),
    ):
        model._default_manager.exists()


def test_the_most_alike_of_a_collection_stand_before_newer_ones(desk: Desk) -> None:
    collection = make_collection(by=desk.editor)
    desk.publish(collection)
    tag = make_tag("almaty", by=desk.editor)
    days = ["2022-01-05", "2022-01-06", *["2022-02"] * 5, "2022-01-06"]
    told = [
        desk.consented_testimony(collection=collection, happened=each) for each in days
    ]
    tagged, alike, *others, main = told
    for record in (tagged, main):
        put_tag(record, tag, by=desk.editor)
    for record in told:
        desk.publish(record)
    stamps = catalogue.current_stamps(main.ref)
    assert stamps
    newest = [each.ref for each in reversed(others)]
    assert list(stamps.linking) == [tagged.ref, alike.ref, *newest[:4]]
