"""Saved searches: their owner's alone, and what is new in each since a last look."""

import html
import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from testimonies.accounts import searches
from testimonies.models import LedgerEvent, SavedSearch, User
from testimonies.search import SearchFailed
from testimonies.terms import Role
from tests.attacks import attack, patched
from tests.factories import Desk, make_desk, make_media, make_tag, put_tag
from tests.people import make_person
from tests.robustness.scene import logged

LIST, ADD = "/account/searches/", "/account/searches/add/"
QUERY = "q=gunfire&tag=almaty"


def _client(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner(db: None) -> User:
    return make_person("Erik", Role.RESEARCHER)


@pytest.fixture
def client(owner: User) -> Client:
    return _client(owner)


def _saved(owner: User, **columns: Any) -> SavedSearch:
    given = {"name": "My search", "querystring": QUERY}
    return SavedSearch.objects.create(owner=owner, **{**given, **columns})


def _text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.content.decode()[:500]
    return html.unescape(response.content.decode())


def _publish(desk: Desk, *names: str) -> None:
    item = make_media(by=desk.editor, title="Gunfire at night")
    put_tag(item, *(make_tag(n, by=desk.editor) for n in names), by=desk.editor)
    desk.publish(item)


def _of(row: SavedSearch, page: str) -> str:
    return reverse(f"account_search_{page}", kwargs={"pk": row.pk})


def test_the_link_of_a_public_search_leads_to_saving_it(client: Client) -> None:
    page = _text(Client(), "/search/?q=gunfire&sort=newest&tag=almaty")
    link = re.search(f'href="({ADD}[^"]+)"', page)
    assert link
    form = _text(client, link[1])
    assert 'name="search" value="q=gunfire&tag=almaty&sort=newest"' in form
    assert 'value="gunfire, almaty"' in form
    sent = {"search": "q=gunfire&tag=almaty&sort=newest", "name": "Shots in Almaty"}
    assert client.post(ADD, sent).status_code == 302
    page = _text(client, LIST)
    assert "Shots in Almaty" in page
    assert "0 new since" in page
    assert 'href="/account/searches/"' in _text(client, "/account/")


def test_what_is_found_when_a_search_is_saved_is_not_new(client: Client) -> None:
    _publish(make_desk(), "almaty")
    client.post(ADD, {"search": "tag=almaty", "name": "Almaty"})
    assert "0 new since" in _text(client, LIST)


def test_a_search_is_kept_once_and_from_its_first_page(client: Client) -> None:
    for name, search in (("One", "tag=almaty&q=gunfire"), ("Two", QUERY)):
        client.post(ADD, {"search": search, "name": name})
    row = SavedSearch.objects.get()
    assert (row.name, row.querystring) == ("Two", QUERY)


def test_opening_marks_what_is_found_as_seen(client: Client, owner: User) -> None:
    desk = make_desk()
    _publish(desk, "almaty")
    row = _saved(owner, querystring="tag=almaty")
    before = row.seen_at
    assert "1 new since" in _text(client, LIST)
    response = client.post(_of(row, "open"))
    assert (response.status_code, response["Location"]) == (302, "/search/?tag=almaty")
    assert "0 new since" in _text(client, LIST)
    row.refresh_from_db()
    assert row.seen_at > before
    _publish(desk, "rally")
    assert "0 new since" in _text(client, LIST)


def test_a_look_alone_changes_nothing(client: Client, owner: User) -> None:
    row = _saved(owner)
    for page in ("open", "rename", "delete"):
        status = client.get(_of(row, page)).status_code
        assert status == (405 if page == "open" else 200)
    assert SavedSearch.objects.get().seen_at == row.seen_at


def test_one_renames_and_deletes(client: Client, owner: User) -> None:
    row = _saved(owner)
    assert "Give it a name" in _post(client, _of(row, "rename"), name=" ")
    assert "at most" in _post(client, _of(row, "rename"), name="x" * 101)
    client.post(_of(row, "rename"), {"name": "Another"})
    assert "Another" in _text(client, LIST)
    assert "Another" in _text(client, _of(row, "delete"))
    client.post(_of(row, "delete"))
    assert not SavedSearch.objects.exists()


def _post(client: Client, path: str, **values: str) -> str:
    return html.unescape(client.post(path, values).content.decode())


@pytest.mark.parametrize(
    ("search", "says"),
    [
        ("kind=nothing", "There is no kind"),
        ("unheard=of", "There is no parameter"),
        ("&".join(f"tag={'ж' * 50}{n}" for n in range(8)), "too long to be kept"),
    ],
)
def test_what_is_no_search_is_refused_with_a_sentence(
    client: Client, search: str, says: str
) -> None:
    assert says in _text(client, f"{ADD}?{search}", 400)
    sent = client.post(ADD, {"search": search, "name": "One"})
    assert sent.status_code == 400
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("search", ["", "sort=newest"])
def test_who_searches_for_nothing_is_told_so(client: Client, search: str) -> None:
    for response in (
        client.get(f"{ADD}?{search}", follow=True),
        client.post(ADD, {"search": search, "name": "One"}, follow=True),
    ):
        assert response.redirect_chain == [(LIST, 302)]
        assert "looks for nothing" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_a_person_keeps_so_many(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searches, "MOST", 1)
    _saved(owner)
    assert "delete one first" in _text(client, f"{ADD}?q=shots", 400)
    # The one that is kept already may be given another name.
    client.post(ADD, {"search": QUERY, "name": "Again"})
    assert SavedSearch.objects.get().name == "Again"


def test_the_list_costs_the_same_for_many(client: Client, owner: User) -> None:
    counts = []
    _text(client, LIST)
    for number in range(2):
        for each in range(number * 5 + 1):
            _saved(owner, querystring=f"q=shots{number}{each}")
        with CaptureQueriesContext(connection) as queries:
            _text(client, LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_search_that_can_no_longer_be_read_says_so(
    client: Client, owner: User
) -> None:
    _saved(owner, querystring="platform=closed")
    assert "cannot read this search any more" in _text(client, LIST)


def test_a_slow_count_is_said_and_the_list_stands(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> list[int]:
        raise SearchFailed

    monkeypatch.setattr(searches, "new_in_each", slow)
    monkeypatch.setattr(searches, "newest", slow)
    row = _saved(owner)
    page = _text(client, LIST)
    assert "My search" in page
    assert "no answer in time" in page
    client.post(_of(row, "open"))
    assert SavedSearch.objects.get().seen_at == row.seen_at


def everybodys(_request: Any) -> Any:
    return SavedSearch.objects.all()


@attack(15, without=patched("testimonies.accounts.searches._own", everybodys))
def test_nobody_sees_or_changes_anothers(owner: User) -> None:
    row = _saved(owner, name="A secret name")
    for name, role in (("Dana", Role.STEWARD), ("Mara", Role.RESEARCHER)):
        other = _client(make_person(name, role))
        assert "A secret name" not in _text(other, LIST)
        for page in ("open", "rename", "delete"):
            assert other.post(_of(row, page), {"name": "x"}).status_code == 404
        assert other.get(_of(row, "rename")).status_code == 404
    row.refresh_from_db()
    assert row.name == "A secret name"


def test_who_is_not_signed_in_is_led_to_the_door(owner: User) -> None:
    row = _saved(owner)
    for path in (LIST, f"{ADD}?{QUERY}", _of(row, "delete")):
        response = Client().get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/login/?next=")


def test_a_form_from_elsewhere_is_refused(owner: User) -> None:
    row = _saved(owner)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    for path in (ADD, _of(row, "open"), _of(row, "rename"), _of(row, "delete")):
        assert strict.post(path, {"name": "x", "search": "q=x"}).status_code == 403
    assert SavedSearch.objects.get().name == "My search"


def test_nothing_tells_of_it_to_anybody_else(client: Client, owner: User) -> None:
    """Neither the ledger, the desk's footprints nor a log has a word of it."""
    before = LedgerEvent.objects.count(), LogEntry.objects.count()
    with logged() as written:
        client.get(f"{ADD}?q=verysecret")
        client.post(ADD, {"search": "q=verysecret", "name": "verysecret"})
        row = SavedSearch.objects.get()
        for page in ("rename", "open", "delete"):
            client.post(_of(row, page), {"name": "verysecret again"})
    assert "verysecret" not in written.getvalue()
    assert (LedgerEvent.objects.count(), LogEntry.objects.count()) == before
    assert str(row) == f"saved search {row.pk}"


def test_it_goes_with_the_account(owner: User) -> None:
    _saved(owner)
    get_user_model().objects.get(pk=owner.pk).delete()
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"name": ""}, "savedsearch_present"),
        ({"querystring": ""}, "savedsearch_present"),
        ({"seen_sequence": -1}, "savedsearch_seen_in_order"),
        ({"querystring": "q" * 2001}, "2000"),
        ({}, "savedsearch_once"),
    ],
)
def test_the_database_holds_its_rules(
    owner: User, columns: dict[str, Any], constraint: str
) -> None:
    if not columns:
        _saved(owner)
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        _saved(owner, **columns)


def test_what_is_new_is_asked_on_the_readers_login(
    client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def who(*_: object) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege('testimonies_savedsearch', 'SELECT')"
            )
            asked.append(cursor.fetchone()[0])
        return [0]

    monkeypatch.setattr(searches, "new_in_each", who)
    _saved(owner)
    _text(client, LIST)
    assert asked == [False]
