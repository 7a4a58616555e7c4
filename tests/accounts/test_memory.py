"""The cache in the database does what Django's caches do, as far as we use them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from testimonies.models import Remembered

pytestmark = pytest.mark.django_db


def _age() -> None:
    Remembered.objects.update(until=datetime.now(UTC) - timedelta(seconds=1))


def test_a_value_is_kept_until_its_end() -> None:
    cache.set("a", [1.5, 2], 60)
    assert cache.get("a") == [1.5, 2]
    assert "a" in cache
    _age()
    assert cache.get("a", "gone") == "gone"
    assert not cache.touch("a", 60)


def test_a_key_is_added_once_until_its_end() -> None:
    assert cache.add("a", "y", 30)
    assert not cache.add("a", "z", 30)
    assert cache.get("a") == "y"
    _age()
    assert cache.add("a", "z", 30)
    assert cache.get("a") == "z"


def test_a_value_may_stay_for_ever_and_be_taken_away() -> None:
    cache.set("a", {"b": None}, None)
    assert cache.touch("a", 60)
    assert Remembered.objects.get().until is not None
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("a", 1)
    cache.clear()
    assert cache.get("a") is None


def test_nothing_but_json_is_kept() -> None:
    with pytest.raises(TypeError):
        cache.add("a", object())
