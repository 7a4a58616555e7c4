"""Every route says who may use it, and one that does not is refused to everybody."""

from typing import Any
from unittest import mock

import pytest
from django.test import Client

from archive import audiences
from archive.audiences import AUDIENCES, Audience, RouteUndeclared, audience_of, routes
from archive.readers import DESK_PATHS
from testimonies.models import User


def test_every_route_is_declared_and_every_declaration_is_a_route() -> None:
    names = {route.name for route in routes()}
    for name in names:
        audience_of(name)
    assert AUDIENCES.keys() - names == set()


def test_readers_routes_and_no_others_run_on_the_readers_login() -> None:
    for route in routes():
        is_desks = f"/{route.path}".startswith(DESK_PATHS)
        assert (audience_of(route.name) is Audience.READERS) != is_desks, route.path


def _without(name: str) -> Any:
    rest = {each: who for each, who in AUDIENCES.items() if each != name}
    return mock.patch.object(audiences, "AUDIENCES", rest)


@pytest.mark.django_db
def test_an_undeclared_route_stops_the_start_and_answers_nobody(client: Client) -> None:
    client.raise_request_exception = False
    assert client.get("/robots.txt").status_code == 200
    with _without("robots"):
        with pytest.raises(RouteUndeclared, match="robots"):
            audiences.require_declared_routes()
        assert client.get("/robots.txt").status_code == 500


@pytest.mark.django_db
def test_the_desk_is_for_those_who_work_there(
    client: Client, contributor: User, researcher: User, stranger: User
) -> None:
    answers = {}
    for person in (None, contributor, researcher, stranger):
        if person:
            client.force_login(person)
        answers[person and person.username] = client.get("/admin/").status_code
    assert answers == {None: 302, "aru": 200, "erik": 403, "fatima": 403}


@pytest.mark.parametrize("name", ["admin:", "admin:testimonies_witness_export"])
def test_a_page_of_the_desk_without_a_door_is_no_route(name: str) -> None:
    with pytest.raises(RouteUndeclared):
        audience_of(name)
