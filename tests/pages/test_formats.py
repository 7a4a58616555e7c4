"""A record as a file: every format, the page's refusals, few queries, nothing kept."""

import json
import re
from collections.abc import Iterator

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import catalogue, ledger, moderation
from testimonies.answers import bodies
from testimonies.catalogue import Issue
from testimonies.exchange import FORMATS, OF_A_RECORD
from testimonies.models import Entry, Quote, User
from testimonies.terms import Kind, WithdrawalReason, kind_of, new_ref
from tests import factories
from tests.attacks import attack, patched
from tests.exchange.test_json import conforms
from tests.factories import Desk
from tests.search.small import Archive


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


def path(ref: str, ending: str) -> str:
    return f"/{kind_of(ref).plural}/{ref}.{ending}"


def records() -> Iterator[Issue]:
    """Give every public record of the archive that has editions."""
    refs = Entry.objects.exclude(kind=Kind.TAG).values_list("ref", flat=True)
    yield from catalogue.issues(refs).values()


def test_every_record_is_read_back_in_every_format(
    client: Client, archive: Archive
) -> None:
    found = list(records())
    assert {issue.kind for issue in found} >= {
        Kind.TESTIMONY,
        Kind.QUOTE,
        Kind.WITNESS,
        Kind.MEDIA,
    }
    for issue in found:
        text = {e: client.get(path(issue.ref, e)).content.decode() for e in OF_A_RECORD}
        own = f"http://127.0.0.1:8000/{issue.kind.plural}/{issue.ref}/editions/1/"
        data = json.loads(text["json"])
        assert data["document"] == json.loads(issue.raw)
        assert (data["digest"], data["edition"]) == (issue.digest, 1)
        library = parse_string(text["bib"])
        assert not library.failed_blocks
        assert [each.key for each in library.entries] == [issue.ref]
        (record,) = rispy.loads(text["ris"])
        (item,) = json.loads(text["csl.json"])
        conforms(item)
        assert record["urls"] == [item["URL"]]
        assert text["txt"].endswith(f"{item['URL']}\n")
        assert own.partition("8000")[2] in item["URL"]


def test_an_account_and_its_quote_name_the_witness(
    client: Client, archive: Archive
) -> None:
    quote = Quote.objects.get()
    for ref in (archive.testimony.ref, quote.ref):
        (item,) = client.get(path(ref, "csl.json")).json()
        assert item["author"] == [{"literal": "Lyazzat"}]
        assert item["title"] == "A week behind doors"
    assert item["locator"] == f"¶ {quote.passage.number}"  # type: ignore[union-attr]


def test_types_and_names_are_said(client: Client, archive: Archive) -> None:
    ref = archive.testimony.ref
    for ending in OF_A_RECORD:
        response = client.get(path(ref, ending))
        assert response.headers["Content-Type"] == FORMATS[ending].media_type
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-cache"
        assert response.headers["X-Robots-Tag"] == "noindex"
        saved = response.headers.get("Content-Disposition")
        name = f'attachment; filename="{ref}.{ending}"'
        assert saved == (name if ending in {"bib", "ris"} else None)
        assert not response.cookies
        known = {"if-none-match": response.headers["ETag"]}
        again = client.get(path(ref, ending), headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(path(ref, ending)).status_code == 200
        assert client.post(path(ref, ending)).status_code == 405
        assert client.get(f"/ru{path(ref, ending)}").status_code == 404


def test_what_is_not_public_answers_as_its_page_does(
    client: Client, desk: Desk, archive: Archive
) -> None:
    draft = factories.make_testimony(by=desk.editor)
    page = client.get(f"/testimonies/{draft.ref}/")
    for ref in (draft.ref, new_ref(Kind.TESTIMONY)):
        for ending in OF_A_RECORD:
            for query in ("", "?edition=1", "?passage=1"):
                answer = client.get(f"{path(ref, ending)}{query}")
                assert (answer.status_code, answer.content) == (404, page.content)
                assert answer.headers.items() == page.headers.items()
    assert client.get("/testimonies/t2222222.bib").status_code == 404
    assert client.get(path(archive.testimony.ref, "xml")).status_code == 404


def keep(*_: object, **__: object) -> None:
    """An erasure that erases nothing."""


@attack(19, without=patched("testimonies.moderation.moves.erase_documents", keep))
def test_what_was_withdrawn_is_gone_in_every_format(
    client: Client, archive: Archive, reviewer: User
) -> None:
    bodies.clear()
    refs = [archive.testimony.ref, Quote.objects.get().ref]
    refs.append(archive.testimony.witness.ref)
    known = {
        path(ref, ending): client.get(path(ref, ending))["ETag"]
        for ref in refs
        for ending in OF_A_RECORD
    }
    # No memory of these pages holds a word of it.
    assert bodies.held() == {}
    moderation.withdraw(
        archive.testimony, by=reviewer, category=WithdrawalReason.SAFETY
    )
    for address, etag in known.items():
        for query in ("", "?edition=1"):
            headers = {"if-none-match": etag}
            response = client.get(f"{address}{query}", headers=headers)
            assert response.status_code == 410, address
            assert response["Cache-Control"] == "no-store"
            assert "gunfire" not in response.content.decode()


def test_a_named_edition_is_cited_while_it_stands(client: Client, desk: Desk) -> None:
    record = desk.published_testimony()
    desk.retitle(record, "Another title")
    first = client.get(f"{path(record.ref, 'csl.json')}?edition=1").json()[0]
    assert (first["title"], first["edition"]) == ("A week behind doors", 1)
    assert first["URL"].endswith(f"/testimonies/{record.ref}/editions/1/")
    assert first["author"] == [{"literal": "Lyazzat"}]
    now = client.get(f"{path(record.ref, 'csl.json')}?edition=2")
    assert now.content == client.get(path(record.ref, "csl.json")).content
    assert client.get(f"{path(record.ref, 'bib')}?edition=3").status_code == 404
    assert client.get(f"{path(record.ref, 'bib')}?edition=02").status_code == 400
    moderation.retract(
        record, by=desk.steward, numbers=[1], category=WithdrawalReason.SAFETY
    )
    assert client.get(f"{path(record.ref, 'bib')}?edition=1").status_code == 410


def test_a_passage_is_pointed_at(client: Client, archive: Archive) -> None:
    address = path(archive.testimony.ref, "bib")
    pointed = client.get(f"{address}?passage=2")
    assert b"note = {\xc2\xb6 2; " in pointed.content
    assert b"/editions/1/#p2}" in pointed.content
    assert pointed["ETag"] != client.get(address)["ETag"]
    shouted = f"/testimonies/{archive.testimony.ref.upper()}.bib?passage=2"
    assert client.get(shouted)["Location"] == f"{address}?passage=2"


def test_the_page_s_form_cites_a_passage_of_this_very_edition(
    client: Client, desk: Desk
) -> None:
    record = desk.published_testimony()
    page = client.get(f"/testimonies/{record.ref}/", follow=True).content.decode()
    form = page.partition('class="cite-passage"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form))
    # Changed meanwhile: what was read is what is cited.
    desk.retitle(record, "Another title")
    text = {
        action.partition(".")[2]: client.get(action, {**kept, "passage": 1})
        for action in re.findall(r'formaction="([^"]+)"', form)
    }
    assert {answer.status_code for answer in text.values()} == {200}
    body = {ending: answer.content.decode() for ending, answer in text.items()}
    place = f"/testimonies/{record.ref}/editions/1/#p1"
    (entry,) = parse_string(body["bib"]).entries
    assert entry["url"].endswith(place)
    assert entry["note"].startswith("¶ 1; edition 1 of ")
    assert entry["title"] == "{A week behind doors}"
    (read,) = rispy.loads(body["ris"])
    assert [url.endswith(place) for url in read["urls"]] == [True]
    assert any(note.startswith("¶ 1") for note in read["notes"])
    (item,) = json.loads(body["csl.json"])
    assert item["URL"].endswith(place)
    assert item["locator"] == "¶ 1"
    assert body["txt"].rstrip().endswith(place)


BAD = ("99", "0", "-1", "x", "1&passage=2", "1234567", "%D9%A3")


def test_a_bad_passage_is_named_in_plain_text(client: Client, archive: Archive) -> None:
    address = path(archive.testimony.ref, "ris")
    for value in ("", *BAD):
        response = client.get(f"{address}?passage={value}")
        assert response.status_code == 400, value
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response["Cache-Control"] == "no-store"
        assert response.content.decode().startswith("“passage”")


def test_every_bad_parameter_is_named(client: Client, archive: Archive) -> None:
    address = path(archive.clip.ref, "bib")
    told = client.get(f"{address}?edition=x&passage=1").content.decode().split("\n")
    assert [line.partition("”")[0] for line in told] == ["“edition", "“passage"]
    assert client.get(f"{address}?utm_source=x").status_code == 200


def test_a_file_takes_the_same_few_queries_whatever_its_size(
    client: Client, archive: Archive
) -> None:
    account, quote = archive.testimony.ref, Quote.objects.get().ref
    wanted = {
        path(account, "json"): 1,
        path(account, "bib"): 2,
        f"{path(account, 'bib')}?passage=3": 2,
        path(quote, "ris"): 3,
        path(archive.clip.ref, "csl.json"): 1,
        path(archive.testimony.witness.ref, "txt"): 1,
        "/tags/almaty.json": 1,
    }
    for address, number in wanted.items():
        for headers in ({}, {"if-none-match": client.get(address)["ETag"]}):
            with CaptureQueriesContext(connection) as captured:
                client.get(address, headers=headers)
            assert len(captured) == number, address


def test_an_etag_changes_with_the_witness_alone(client: Client, desk: Desk) -> None:
    record = desk.published_testimony()
    before = client.get(path(record.ref, "bib"))["ETag"]
    data = client.get(path(record.ref, "json"))["ETag"]
    moderation.revise(record, by=desk.editor)
    record.witness.name = "Ляззат"
    with ledger.acting(desk.editor):
        record.witness.save(update_fields=["name"])
    desk.publish(record)
    assert client.get(path(record.ref, "bib"))["ETag"] != before
    assert client.get(path(record.ref, "json"))["ETag"] == data


def test_a_tags_data_is_at_its_slug_and_other_spellings_lead_there(
    client: Client, archive: Archive
) -> None:
    found = client.get("/tags/almaty.json")
    assert found.json()["ref"] == archive.almaty.ref
    assert found.json()["edition"] is None
    assert client.get("/tags/алматы.json")["Location"] == "/tags/almaty.json"
    assert client.get("/tags/nothing.json").status_code == 404


def test_a_page_names_its_files(client: Client, archive: Archive) -> None:
    ref = archive.testimony.ref
    page = client.get(f"/ru/testimonies/{ref}/a-week-behind-doors/").content.decode()
    for ending in OF_A_RECORD:
        assert page.count(f'href="{path(ref, ending)}"') == 2, ending
    edition = client.get(f"/testimonies/{ref}/editions/1/").content.decode()
    assert edition.count(f'href="{path(ref, "bib")}?edition=1"') == 2
    assert 'href="/tags/almaty.json"' in client.get("/tags/almaty/").content.decode()
