"""No list of the desk answers a guess at what it does not show (row 10).

Each changelist is asked with every path of fields that leads from its model, relations
followed forwards and backwards.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Field, Model
from django.test import RequestFactory
from django.urls import reverse

from testimonies.admin import desk
from testimonies.models import Consent, User, VaultedIdentity, Witness
from testimonies.moderation import seal_vault
from testimonies.terms import Role
from tests.attacks import attack, patched
from tests.matrix.cast import MANAGER, Person
from tests.matrix.cells import Table, unrendered
from tests.matrix.scene import SECRET, Scene, rolled_back

pytestmark = pytest.mark.django_db

LOOKUPS = ("", "__exact", "__startswith", "__isnull", "__gt", "__in", "__regex")
DEPTH = 3
# Words that are not a filter, and still say something to a list.
WORDS = ("q", "o", "_to_field", "_changelist_filters")


def _always(*_: object, **__: object) -> bool:
    return True


def _paths(model: type[Model], depth: int, seen: tuple[Any, ...] = ()) -> Iterator[str]:
    """Give every path of fields; a model is not gone through twice on one path."""
    for field in model._meta.get_fields(include_hidden=False):
        name = field.name
        yield name
        other = getattr(field, "related_model", None)
        if depth > 1 and isinstance(other, type) and other not in (*seen, model):
            for rest in _paths(other, depth - 1, (*seen, model)):
                yield f"{name}__{rest}"


def _closed(page: Any) -> set[str]:
    """Name the filters that are a choice among a few values, and lead nowhere."""
    found = set()
    for name in page.list_filter:
        field = page.model._meta.get_field(str(name))
        assert isinstance(field, Field)
        assert field.choices or field.get_internal_type() == "BooleanField", name
        found |= {name, f"{name}__exact"}
    return found


@attack(10, without=patched("testimonies.admin.base.DeskAdmin.lookup_allowed", _always))
def test_no_path_leads_from_a_list(scene: Scene) -> None:
    table, request = Table(), RequestFactory().get("/")
    for model, page in desk._registry.items():
        closed = _closed(page)
        for path in _paths(model, DEPTH):
            for lookup in LOOKUPS:
                key = f"{path}{lookup}"
                may = page.lookup_allowed(key, "x", request)
                table.cell(key in closed, may, model.__name__, key)
    table.check(len(desk._registry) * 100, "list × path")


def _asker(scene: Scene, model: type[Model]) -> Person:
    page: Any = desk._registry[model]
    return scene.cast[MANAGER if page.sees not in set(Role) else Role.STEWARD]


def _list(model: type[Model]) -> str:
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


@attack(10)
def test_a_guess_is_not_answered(scene: Scene) -> None:
    """By every path to the vault, to consent and to passwords, over HTTP."""
    table = Table()
    for model in desk._registry:
        client = _asker(scene, model).client
        for path in _confidential(model):
            status = client.get(_list(model), {f"{path}__gt": SECRET}).status_code
            table.cell(400, status, model.__name__, path)
    table.check(20, "list × confidential path")


SEALED = (VaultedIdentity, Consent)


def _confidential(model: type[Model]) -> Iterator[str]:
    """Give the paths to what no list shows."""
    for path in _paths(model, DEPTH):
        *steps, last = path.split("__")
        found: Any = model
        for step in steps:
            found = found._meta.get_field(step).related_model
        if found in SEALED or (found is User and last == "password"):
            yield path


def test_a_list_says_nothing_of_the_vault(scene: Scene) -> None:
    """Whatever a list is asked, it answers alike with and without the secret."""
    table = Table()
    questions = [*({word: SECRET} for word in WORDS), {"o": "-9.9"}]
    for model in desk._registry:
        client = _asker(scene, model).client
        with unrendered():
            with_it = [_shown(client, model, question) for question in questions]
            with rolled_back():
                for identity in VaultedIdentity.objects.all():
                    _empty(scene, identity.witness)
                without = [_shown(client, model, question) for question in questions]
        for question, one, other in zip(questions, with_it, without, strict=True):
            table.cell(one, other, model.__name__, question)
    table.check(len(desk._registry) * len(questions), "list × question")


def _empty(scene: Scene, witness: Witness) -> None:
    person = scene.cast[Role.STEWARD].user
    assert person
    values = {"legal_name": "", "protected_terms": ""}
    seal_vault(witness, by=person, values=values)


def _shown(client: Any, model: type[Model], question: dict[str, str]) -> Any:
    response = client.get(_list(model), question)
    found = (getattr(response, "context_data", None) or {}).get("cl")
    rows = [row.pk for row in found.result_list] if found else []
    return response.status_code, response.headers.get("Location"), rows


def test_only_closed_fields_filter_a_list_and_nothing_is_done_from_it() -> None:
    for page in desk._registry.values():
        _closed(page)
        assert not page.list_editable
        assert page.actions is None
