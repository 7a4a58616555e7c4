"""Searching in the desk's lists finds what Django's would, by an index; sorting too."""

from functools import reduce
from operator import or_

import pytest
from django.db.models import Model, Q
from django.test import Client

from testimonies.admin import desk, paging, sought
from testimonies.models import MediaItem, Quote, Testimony, User, Witness
from tests import factories

WORDS = ("сад", "Сады", "AB", "a", "50%", "б_в", "\\", "Straße", "ää", "nowhere", "Ж")
TITLES = ("Сады и САДОВНИКИ", "б_в at 50% ab", "бxв 500 aab", "STRASSE, Straße, ÄÄ \\ж")
MODELS = (Testimony, Quote, MediaItem, Witness)


@pytest.fixture
def archive(editor: User) -> User:
    for name in TITLES:
        witness = factories.make_witness(by=editor, name=name)
        testimony = factories.make_testimony(
            by=editor, title=name[::-1], witness=witness
        )
        factories.make_quote(testimony, by=editor, text=name)
        factories.make_media(by=editor, title=name, account=name[:3])
    return editor


def _fields(model: type[Model]) -> tuple[str, ...]:
    return tuple(desk._registry[model].search_fields)


@pytest.mark.parametrize("few", [0, 1, sought.FEW])
def test_what_is_found_is_what_stands_there(
    archive: User, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sought, "FEW", few)
    found = 0
    for model in MODELS:
        rows, fields = model._default_manager, _fields(model)
        for word in WORDS:
            plain = (Q((f"{field}__icontains", word)) for field in fields)
            expected = set(rows.filter(reduce(or_, plain)).values_list("pk"))
            having = sought.having(model, fields, word)
            assert set(rows.filter(having).values_list("pk")) == expected, word
            found += len(expected)
    assert found > len(WORDS)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.usefixtures("db")
def test_the_index_is_asked(model: type[Model]) -> None:
    rows = model._default_manager.filter(sought._may_stand(model, "word"))
    assert f"{model._meta.model_name}_sought" in rows.order_by().explain()


@pytest.mark.parametrize("model", MODELS)
def test_the_index_holds_what_a_list_is_searched_by(model: type[Model]) -> None:
    own, others = sought._by_record(model, _fields(model))
    assert {*own} <= {*sought.INDEXED[model]}
    for key, names in others.items():
        assert {*names} <= {*sought.INDEXED[key.related_model]}


def test_all_words_must_stand_there_and_what_is_quoted_is_one(
    archive: User, client: Client
) -> None:
    client.force_login(archive)

    def found(words: str) -> int:
        page = client.get("/admin/testimonies/quote/", {"q": words})
        return int(page.context["cl"].result_count)

    assert (found("сад"), found("сад и"), found("сад 50%")) == (1, 1, 0)
    assert (found('"и сад"'), found('"сад и"'), found("")) == (1, 0, len(TITLES))


def test_a_long_search_is_counted_less_far(
    archive: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_SOUGHT", 2)
    client.force_login(archive)
    page = client.get("/admin/testimonies/quote/", {"q": "a"})
    assert page.context["cl"].result_count == 3
    assert "more than 1,000 quotes" in " ".join(page.content.decode().split())


def test_testimonies_are_sorted_by_the_names_of_their_witnesses(
    archive: User, client: Client
) -> None:
    first = factories.make_witness(by=archive, name="A")
    for title in ("older", "newer"):
        factories.make_testimony(by=archive, witness=first, title=title)
    client.force_login(archive)

    def titles(order: str) -> list[str]:
        page = client.get("/admin/testimonies/testimony/", {"o": order})
        return [row.title for row in page.context["cl"].result_list]

    assert titles("1")[:2] == ["older", "newer"]
    assert titles("-1") == titles("1")[::-1]
