"""What is left out of a document: private handles, files, events' order, passages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies import catalogue
from testimonies.catalogue.documents import CollectionDocument, MediaDocument
from testimonies.models import Entry, MediaItem
from testimonies.privacy import Redacted, redact
from testimonies.terms import AccountHolder, FileRole
from tests.attacks import attack, patched
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_collection,
    make_event,
    make_media,
    make_source,
)
from tests.stored import make_file

HANDLE = "zhasyryn_77"


def _posted(desk: Desk, holder: AccountHolder) -> MediaItem:
    return make_media(
        by=desk.editor,
        platform="tiktok",
        account="@" + HANDLE,
        account_holder=holder,
        url=f"https://www.tiktok.com/@{HANDLE}/video/7051234567890123456",
        platform_id=f"{HANDLE}/7051234567890123456",
        sound=f"оригинальный звук - {HANDLE}",
    )


def test_a_private_persons_handle_and_its_links_are_not_described(desk: Desk) -> None:
    document = catalogue.describe(_posted(desk, AccountHolder.PRIVATE))
    assert HANDLE not in catalogue.encode(document)
    assert "7051234567890123456" not in catalogue.encode(document)
    assert '"platform":"tiktok"' in catalogue.encode(document)


@pytest.mark.parametrize("holder", [AccountHolder.PUBLIC, AccountHolder.UNKNOWN])
def test_another_handle_is_described(desk: Desk, holder: AccountHolder) -> None:
    document = catalogue.describe(_posted(desk, holder))
    assert isinstance(document, MediaDocument)
    assert document.account == "@" + HANDLE
    assert HANDLE in document.url


def test_only_shown_and_cleaned_public_copies_are_described(desk: Desk) -> None:
    item = make_media(by=desk.editor)
    kept = [
        make_file(item, by=desk.editor, role=role).name
        for role in (FileRole.PUBLIC_COPY, FileRole.POSTER)
    ]
    for columns in (
        {"is_shown": False},
        {"is_cleaned": False, "is_shown": False},
        {"role": FileRole.CAPTURE},
        {"role": FileRole.SCREENSHOT},
        {"role": FileRole.ORIGINAL},
    ):
        make_file(item, by=desk.editor, **columns)
    document = catalogue.describe(item)
    assert isinstance(document, MediaDocument)
    assert [file.name for file in document.files] == kept
    assert "0" * 64 not in catalogue.encode(document)


def test_events_stand_in_the_order_of_their_dates_and_malformed_ones_last(
    desk: Desk,
) -> None:
    collection = make_collection(by=desk.editor)
    for date in ("2022-01-10", "early", "2022-01-02/2022-01-09", "2022-01~"):
        make_event(collection, by=desk.editor, date=date)
    document = catalogue.describe(collection)
    assert isinstance(document, CollectionDocument)
    assert [event.date for event in document.events] == [
        "2022-01~",
        "2022-01-02/2022-01-09",
        "2022-01-10",
        "early",
    ]


def _unhidden(text: str, _spans: object) -> Redacted:
    return redact(text, [])


@attack(23, without=patched("testimonies.catalogue.describe.redact", _unhidden))
def test_no_table_but_the_redaction_knows_the_hidden_words(desk: Desk) -> None:
    record = desk.consented_testimony(words="Then Aselqyz came. We slept.")
    hide(first_passage(record), "Aselqyz", by=desk.editor)
    for document in map(catalogue.describe, catalogue.travelling(record)):
        assert "Aselqyz" not in catalogue.encode(document)
    desk.publish(record)
    entry = Entry.objects.get(ref=record.ref)
    words = [str(getattr(entry, field.attname)) for field in Entry._meta.fields]
    assert "aselqyz" not in " ".join(words).casefold()
    assert "slept" in entry.vector or "sleep" in entry.vector


def test_what_the_desk_decides_for_itself_is_not_described(desk: Desk) -> None:
    record = desk.consented_testimony(
        embargo_until="2000-01-01", embargo_reason="qupiya sebep"
    )
    item = make_media(by=desk.editor, basis_by="qupiya adam")
    make_source(by=desk.editor)
    for row in (*catalogue.travelling(record), item):
        assert "qupiya" not in catalogue.encode(catalogue.describe(row))


def test_translations_are_asked_for_once_however_many_fields_have_them(
    desk: Desk,
) -> None:
    item = make_media(by=desk.editor)
    with CaptureQueriesContext(connection) as asked:
        catalogue.describe(item)
    tables = [each["sql"] for each in asked if "testimonies_translation" in each["sql"]]
    assert len(tables) == 1
