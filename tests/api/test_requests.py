"""What the API makes of a request: verbs, parameters, other sites, and no HTML ever."""

import json
from typing import Any

import psycopg
import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from psycopg import errors

from archive.refusals import API_PATHS
from archive.start import SafeFirst
from testimonies.api.parameters import SearchParameters
from testimonies.search import PARAMETERS
from testimonies.terms import Kind
from tests.attacks import attack, patched
from tests.robustness.scene import Scene, logged, silent

BASE = "/api/v1"
VERBS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")


def told(response: Any, status: int) -> Any:
    """Give a refusal's JSON, after a look at what all of them have."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    body = json.loads(response.content)
    assert body["detail"]
    return body


def refused(client: Client, query: str, path: str = "/testimonies/") -> dict[str, str]:
    """Give what is said of each parameter."""
    body = told(client.get(f"{BASE}{path}?{query}"), 400)
    return {each["parameter"]: each["message"] for each in body["problems"]}


# --- Parameters -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1.0", "limit"),
        ("limit=%2B1", "limit"),
        ("limit=", "limit"),
        ("limit=1&limit=2", "limit"),
        ("after=nothing", "after"),
        ("after=0-m2222222x", "after"),
        ("limt=5", "limt"),
        ("lang=ru", "lang"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(
    client: Client, db: None, query: str, parameter: str
) -> None:
    assert refused(client, query).keys() == {parameter}


def test_every_problem_is_named_at_once(client: Client, db: None) -> None:
    found = refused(client, "kind=person&limit=0&q=%01", "/search/")
    assert found.keys() == {"kind", "limit", "q"}
    assert "'testimony'" in found["kind"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("tag=a&tag=b&tag=c&tag=d&any=e&any=f&any=g&not=h&not=i", "not"),
        ("from=2022-02&to=2022-01", "to"),
        ("q=a&sort=left", "sort"),
    ],
)
def test_well_formed_parameters_that_do_not_go_together_are_told_apart(
    client: Client, db: None, query: str, parameter: str
) -> None:
    body = told(client.get(f"{BASE}/search/?{query}"), 409)
    assert [each["parameter"] for each in body["problems"]] == [parameter]


@pytest.mark.parametrize("date", ["2022-02-29", "2022-13", "0000", "2022-1", "202X"])
def test_a_date_that_is_none_is_refused(client: Client, db: None, date: str) -> None:
    assert refused(client, f"from={date}", "/search/").keys() == {"from"}
    assert client.get(f"{BASE}/search/?from=2024-02-29").status_code == 200


def test_a_record_and_the_description_take_no_parameter(
    scene: Scene, anybody: Client
) -> None:
    for path in (f"/testimonies/{scene.archive.testimony.ref}/", "/openapi.json"):
        assert refused(anybody, "format=xml", path).keys() == {"format"}


def test_a_marker_that_nobody_was_given_leads_to_no_page(
    client: Client, db: None
) -> None:
    for path in ("/testimonies/?after=0-t2222222x", "/search/?q=a&after=MQ:made-up"):
        body = told(client.get(f"{BASE}{path}"), 404)
        assert "start from the first page" in body["detail"]


def test_what_is_sent_comes_back_short_and_printable(client: Client, db: None) -> None:
    (name,) = refused(client, f"%E2%80%AE{'x' * 500}=1")
    assert len(name) < 50
    assert name.isprintable()


# --- Verbs and other sites ------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_the_api_is_for_reading(client: Client, db: None, verb: str) -> None:
    response = client.generic(verb, f"{BASE}/tags/")
    told(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_pages_of_other_sites_may_read_without_credentials(
    client: Client, db: None
) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "GET"}
    first = client.options(f"{BASE}/tags/", headers=asked)
    assert (first.status_code, first.content) == (204, b"")
    assert first["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert first["Access-Control-Allow-Headers"] == "If-None-Match"
    for response in (first, client.get(f"{BASE}/tags/", headers=asked)):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Expose-Headers"] == "ETag, Link"
        assert "Access-Control-Allow-Credentials" not in response
        # The answer is one for all sites.
        assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"


@attack(3, without=patched("archive.security.API_PATHS", "/"))
def test_nothing_but_the_api_is_open_to_other_sites(
    scene: Scene, anybody: Client
) -> None:
    for name, path in scene.addresses.items():
        is_open = "Access-Control-Allow-Origin" in anybody.get(path)
        assert is_open is path.startswith(API_PATHS), name
    for path in ("/none/", "/admin/", "/account/login/"):
        assert "Access-Control-Allow-Origin" not in anybody.get(path), path


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_api_speaks_english_whatever_is_asked_for(
    client: Client, db: None, language: str
) -> None:
    headers = {"accept-language": language}
    response = client.get(f"{BASE}/search/?foo=1", headers=headers)
    assert "There is no parameter" in told(response, 400)["detail"]
    assert client.get(f"/{language}{BASE}/tags/").status_code == 404


# --- Refusals -------------------------------------------------------------------------


def in_html(_request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    return HttpResponse("<!doctype html>", status=404)


@attack(26, without=patched("testimonies.api.errors.not_found", in_html))
@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/",
        "/api/v2/tags/",
        "/api/v1/none/",
        "/api/v1/docs",
        "/api/v1/tags/t2222222x/",
        "/api/v1/tags/<script>/",
        "/api/v1/%00/",
    ],
)
def test_what_is_not_there_is_said_in_json(client: Client, db: None, path: str) -> None:
    assert told(client.get(path), 404).keys() == {"detail"}


def test_other_refusals_are_json_too(client: Client, db: None) -> None:
    told(client.get(f"{BASE}/tags/?a=%00"), 400)
    told(client.get(f"{BASE}/tags/", headers={"host": "evil.example"}), 400)
    told(client.get(f"{BASE}/{'a' * 3000}/"), 414)
    told(client.get(f"{BASE}/tags/?q={'a' * 17_000}"), 414)
    with override_settings(DEMO=True):
        told(client.get(f"{BASE}/tags/", REMOTE_ADDR="203.0.113.9"), 403)
    moved = client.get(f"{BASE}/tags")
    assert (moved.status_code, moved.content) == (301, b"")
    assert "Content-Type" not in moved


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


SECRET = "a host and a word that nobody should read"
SILENCES = {
    "away": caused(OperationalError(SECRET), psycopg.OperationalError()),
    "slow": caused(OperationalError(SECRET), errors.QueryCanceled()),
}


@pytest.mark.parametrize("name", SILENCES)
def test_a_silent_database_is_said_in_json(
    scene: Scene, anybody: Client, name: str
) -> None:
    found = {path for path in scene.asking.values() if path.startswith(API_PATHS)}
    assert len(found) == 2 * len(Kind) + 1
    for path in found:
        with silent(SILENCES[name]):
            response = anybody.get(path)
        body = told(response, 503)
        assert response["Retry-After"] == "30"
        assert ("for less" in body["detail"]) is (name == "slow")
        assert SECRET not in response.content.decode()


def test_a_fault_is_said_in_json_and_logged_without_words(
    scene: Scene, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr("testimonies.api.search.search", fail)
    with logged() as log:
        body = told(anybody.get(f"{BASE}/search/?q=gunfire"), 500)
    assert body.keys() == {"detail"}
    assert "in _find" in log.getvalue(), "the frames help to find it"
    assert SECRET not in log.getvalue()
    assert "gunfire" not in log.getvalue()


def test_a_server_that_waits_for_its_database_says_so_in_json(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look() -> None:
        raise SILENCES["away"]

    monkeypatch.setattr("archive.start.LOOKS", (look,))
    monkeypatch.setattr("archive.start.close_old_connections", lambda: None)
    waiting = SafeFirst(lambda *_: [b"never"])
    heard: dict[str, Any] = {}
    body = waiting(
        {"PATH_INFO": f"{BASE}/tags/"},
        lambda status, headers: heard.update(status=status, headers=dict(headers)),
    )
    assert json.loads(b"".join(body))["detail"]
    assert heard["status"].startswith("503")
    assert heard["headers"]["Content-Type"] == "application/json"


# --- The description ------------------------------------------------------------------


def test_the_description_names_every_parameter_of_a_search() -> None:
    """One that the search has and the API does not describe works, unseen."""
    fields = SearchParameters.model_fields
    named = {field.alias or name for name, field in fields.items()}
    assert named - {"limit"} == set(PARAMETERS)


def test_the_description_is_of_this_version_and_asks_no_other_host(
    client: Client, db: None
) -> None:
    body = client.get(f"{BASE}/openapi.json").content.decode()
    described = json.loads(body)
    assert described["openapi"] == "3.1.0"
    assert "http://" not in body.replace("http://json-schema.org", "")
    assert "https://" not in body
    assert all(path.keys() == {"get"} for path in described["paths"].values())
    document = described["components"]["schemas"]["TestimonyDocument"]
    assert {"title", "transcripts", "rights"} <= document["properties"].keys()
    for path, verbs in described["paths"].items():
        statuses = set(verbs["get"]["responses"])
        assert {"200", "304", "400", "404", "414", "503"} <= statuses, path
        assert ("410" in statuses) is path.endswith("{ref}/"), path
