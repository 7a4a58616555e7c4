"""Lists at the desk: their count stops, and says so."""

import pytest
from django.test import Client

from testimonies.admin import paging
from testimonies.models import User
from tests import factories


def test_a_long_list_is_not_counted_to_its_end(
    editor: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        factories.make_place(by=editor, name=f"Place {number}")
    client.force_login(editor)
    page = client.get("/admin/testimonies/place/").content.decode()
    assert "4 places" in " ".join(page.split())
    monkeypatch.setattr(paging, "MOST", 2)
    listed = client.get("/admin/testimonies/place/").context["cl"]
    assert listed.result_count == 3


def test_more_than_is_counted_is_said(
    editor: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging.CappedPaginator, "count", paging.MOST + 1)
    client.force_login(editor)
    page = client.get("/admin/testimonies/place/").content.decode()
    assert "more than 10,000 places" in " ".join(page.split())
