"""Every public route, asked for too much, for the impossible, and with a body."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from archive import settings as built
from archive.limits import (
    LONGEST_PATH,
    LONGEST_QUERY,
    TIME_OF_THE_DESK,
    LimitsMiddleware,
    limit_time,
)
from tests.attacks import attack, patched
from tests.robustness.scene import Scene, logged

HUGE = str(2**63)
ABSURD = "9" * 5000
# What a page of a list or of the archive makes of parameters that are not its own.
FOREIGN = ("?utm_source=x", "?a=1&a=2", "?" + "x&" * 2000, "?q=%ff%fe", "?%ff=%ff")


def pass_on(middleware: LimitsMiddleware, request: Any) -> Any:
    """A middleware without its limits."""
    return middleware.get_response(request)


unlimited = patched("archive.limits.LimitsMiddleware.__call__", pass_on)


def ask(client: Client, address: str, method: str = "GET", **extra: Any) -> Any:
    """Ask for an address as it stands: the client's own methods would mend it."""
    path, _, query = address.partition("?")
    return client.generic(method, path, QUERY_STRING=query, **extra)


@attack(39, without=unlimited)
def test_an_address_that_is_too_long_is_refused_and_nothing_is_asked(
    scene: Scene, anybody: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for name, address in scene.addresses.items():
        joint = "&" if "?" in address else "?"
        longer = f"{address}{joint}tag={'a' * LONGEST_QUERY}"
        with django_assert_num_queries(0):
            response = ask(anybody, longer)
        assert response.status_code == 414, name
        assert "a" * 100 not in response.content.decode()
    assert ask(anybody, "/tags/" + "я" * LONGEST_PATH + "/").status_code == 414


def test_the_longest_search_that_is_one_fits(scene: Scene, anybody: Client) -> None:
    """The first line of a request may be as long as a search can be."""
    tags = "".join(f"&tag={index}{'ж' * 98}" for index in range(8))
    query = f"?q={('щ' * 8 + ' ') * 32}{tags}&kind=quote&lang=kk&sort=oldest"
    response = anybody.get(f"/search/{query}")
    assert response.status_code == 200
    sent = len(response.wsgi_request.get_full_path())
    assert sent < LONGEST_QUERY


def test_parameters_that_a_page_does_not_have_change_nothing(
    scene: Scene, anybody: Client
) -> None:
    for name, address in scene.addresses.items():
        if "search" in name or name.startswith("api:"):
            continue
        plain = anybody.get(address)
        for foreign in FOREIGN:
            response = ask(anybody, address + foreign)
            assert response.status_code == plain.status_code, (name, foreign)
            assert response.getvalue() == plain.getvalue(), (name, foreign)
            assert response["ETag"] == plain["ETag"] if "ETag" in plain else True


def test_the_api_takes_no_parameter_that_it_does_not_have(
    scene: Scene, anybody: Client
) -> None:
    """A program would not see that a filter of it did nothing."""
    for name, address in scene.addresses.items():
        for foreign in FOREIGN[:3] if name.startswith("api:") else ():
            response = ask(anybody, address.partition("?")[0] + foreign)
            assert response.status_code == 400, (name, foreign)


@pytest.mark.parametrize(
    "address", ["/search/", "/search/feed.atom", "/api/v1/search/"]
)
def test_a_search_names_what_it_does_not_know(
    scene: Scene, anybody: Client, address: str
) -> None:
    for foreign in FOREIGN[:3]:
        assert ask(anybody, address + foreign).status_code == 400, foreign
    # What is no UTF-8 is read with a sign in its place.
    assert ask(anybody, f"{address}?q=%ff%fe").status_code == 200


@pytest.mark.parametrize(
    "after", ["after=a&after=b", "after=%00", "after=%ff", "after=0"]
)
def test_a_list_refuses_a_marker_that_is_not_ours(
    scene: Scene, anybody: Client, after: str
) -> None:
    for kind in ("testimonies", "witnesses", "quotes", "media", "collections"):
        assert ask(anybody, f"/{kind}/?{after}").status_code == 400


@attack(30, without=unlimited)
@pytest.mark.parametrize("sign", ["%00", "%0d%0aSet-Cookie:%20a=b", "%09", "%7f"])
def test_a_control_character_in_a_path_leads_nowhere(
    scene: Scene, anybody: Client, sign: str
) -> None:
    for name, address in scene.addresses.items():
        path = address.partition("?")[0]
        for hostile in (f"{path}{sign}", f"{path}{sign}/", f"/{sign}{path}"):
            response = anybody.get(hostile)
            assert response.status_code == 404, (name, hostile)
            assert not response.cookies
            assert "Location" not in response


@attack(39, without=unlimited)
def test_a_nul_is_never_asked_of_the_database(scene: Scene, anybody: Client) -> None:
    for name, address in scene.addresses.items():
        joint = "&" if "?" in address else "?"
        assert ask(anybody, f"{address}{joint}a=%00").status_code == 400, name
    cookie = {"HTTP_COOKIE": 'sessionid="aaaaaaaaaaaa\\000"'}
    for address in ("/admin/", "/admin/login/"):
        assert ask(anybody, address, **cookie).status_code == 400, address


@pytest.mark.parametrize("path", ["%ff", "%c3%28", "%ed%a0%80", "%f5", "\udcff"])
def test_a_path_that_is_no_utf8_is_not_found(
    scene: Scene, anybody: Client, path: str
) -> None:
    raw = path.encode("utf-8", "surrogateescape").decode("latin-1")
    for before in ("/", "/tags/", "/ru/", "/testimonies/", "/admin/login/"):
        assert anybody.get(f"{before}{raw}/").status_code in {302, 404}, before


@pytest.mark.parametrize("number", ["0", "00", HUGE, ABSURD, "-1", "1e9", "٣"])
def test_a_number_that_no_edition_has_is_not_found(
    scene: Scene, anybody: Client, number: str
) -> None:
    for name, address in scene.addresses.items():
        if name.endswith(("-edition", "-changes")):
            path = f"{address.removesuffix('1/')}{number}/"
            if len(path) < LONGEST_PATH:
                assert anybody.get(path).status_code == 404, name
    if len(number) < LONGEST_PATH:
        assert anybody.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_body_is_never_read_where_none_belongs(scene: Scene, anybody: Client) -> None:
    for name, address in scene.addresses.items():
        path = address.partition("?")[0]
        plain = anybody.get(address)
        body = {"data": "q=x&tag=y" * 10, "content_type": "application/json"}
        with_body = ask(anybody, address, **body)
        assert with_body.getvalue() == plain.getvalue(), name
        # The API's OPTIONS say what pages of other sites may ask.
        is_api = name.startswith("api:")
        allowed = "GET, HEAD, OPTIONS" if is_api else "GET, HEAD"
        for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO"):
            response = ask(anybody, path, method, **body)
            is_answered = is_api and method == "OPTIONS"
            assert response.status_code == (204 if is_answered else 405), (name, method)
            assert response["Allow"] == allowed, (name, method)


def test_a_form_has_at_most_so_many_fields_files_and_bytes(scene: Scene) -> None:
    desk = Client(raise_request_exception=False)
    desk.force_login(scene.editor)
    address = "/admin/testimonies/testimony/add/"
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    files = settings.DATA_UPLOAD_MAX_NUMBER_FILES
    fields = "&".join(f"f{number}=" for number in range(most + 1))
    form = "application/x-www-form-urlencoded"
    with logged() as log:
        for body in (fields, "a=" + "b" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            response = desk.generic("POST", address, body, content_type=form)
            assert response.status_code == 400
        parts = "".join(
            "--x\r\nContent-Disposition: form-data; "
            f'name="{number}"; filename="a"\r\n\r\n\r\n'
            for number in range(files + 1)
        )
        kind = "multipart/form-data; boundary=x"
        response = desk.generic("POST", address, f"{parts}--x--\r\n", content_type=kind)
        assert response.status_code == 400
    assert "bbb" not in log.getvalue()


@pytest.mark.parametrize("boundary", ["", "a" * 1000, "\x00", "é"])
def test_a_broken_form_is_refused(scene: Scene, boundary: str) -> None:
    desk = Client(raise_request_exception=False)
    desk.force_login(scene.editor)
    kind = f"multipart/form-data; boundary={boundary}"
    for body in ("", "--", "--x\r\nContent-Disposition: form-data; name=\r\n"):
        for address in ("/admin/login/", "/admin/testimonies/tag/add/"):
            response = desk.generic("POST", address, body, content_type=kind)
            assert response.status_code < 500


def test_every_answer_to_a_limit_is_stored_nowhere(anybody: Client) -> None:
    for address in ("/?a=%00", "/%00", f"/?{'a' * LONGEST_QUERY * 2}"):
        response = anybody.get(address)
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies


# --- Time -----------------------------------------------------------------------------


def test_the_desks_connections_have_limits_of_time() -> None:
    database: dict[str, Any] = {"OPTIONS": {"options": "-c kua.flush=on"}}
    limit_time(database)
    limit_time(database)
    given = database["OPTIONS"]["options"]
    assert given.startswith("-c kua.flush=on ")
    for name, value in TIME_OF_THE_DESK.items():
        assert given.count(f"-c {name}={value}") == 1
    empty: dict[str, Any] = {}
    limit_time(empty)
    assert len(empty["OPTIONS"]["options"].split("-c ")) == len(TIME_OF_THE_DESK) + 1


def test_postgresql_takes_those_limits(db: None) -> None:
    copy = connection.copy()
    copy.settings_dict = {**connection.settings_dict, "OPTIONS": {}}
    limit_time(copy.settings_dict)
    try:
        with copy.cursor() as cursor:
            for name, value in TIME_OF_THE_DESK.items():
                cursor.execute(
                    "SELECT setting::int FROM pg_settings WHERE name = %s", [name]
                )
                assert cursor.fetchone() == (value,)
    finally:
        copy.close()


def test_commands_have_no_limit_of_time() -> None:
    """Only the entry for servers sets them."""
    as_built = built._database("NO_SUCH_URL", "kua_desk")
    assert "timeout" not in as_built["OPTIONS"].get("options", "")
    assert as_built["OPTIONS"]["connect_timeout"] == 5
    assert "statement_timeout=5000" in built.READER_OPTIONS


def test_the_middleware_lets_everything_else_through(rf: Any) -> None:
    middleware = LimitsMiddleware(lambda _: HttpResponse("through"))
    for address in ("/", "/search/?q=%00", "/tags/алматы/?a=b"):
        assert middleware(rf.get(address)).status_code == 200
