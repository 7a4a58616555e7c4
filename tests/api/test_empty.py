"""Before anything is published, every list and every search is there and empty."""

import json

import pytest
from django.test import Client

from testimonies.terms import Kind


@pytest.mark.parametrize("path", [*(kind.plural for kind in Kind), "search"])
def test_an_empty_archive_has_every_list(client: Client, db: None, path: str) -> None:
    response = client.get(f"/api/v1/{path}/")
    told = json.loads(response.content)
    assert (response.status_code, told["items"], told["next"]) == (200, [], None)
