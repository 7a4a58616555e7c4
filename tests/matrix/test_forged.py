"""Forms that no page offers: rows of other records, fields and rows slipped in (row 4).

Every inline of every page is tried; each forgery is also sent where it is lawful, and
must work there, so that a refusal is never one of a wrongly built form.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse

from testimonies.admin import desk
from testimonies.models import (
    ChronologyEvent,
    Illustration,
    Mark,
    MediaFile,
    MediaItem,
    Passage,
    Quote,
    Redaction,
    Source,
    Tagging,
    TestimonySource,
    Transcript,
    Translation,
    User,
)
from testimonies.terms import LADDER, Role
from tests.admin.desk import Desk, Page, page_of
from tests.attacks import attack, patched
from tests.matrix.cast import MANAGER, STRANGER, Person
from tests.matrix.cells import Table, any_version, unrendered
from tests.matrix.expected import may_change
from tests.matrix.scene import Scene, fingerprint, rolled_back

pytestmark = pytest.mark.django_db


def _always(*_: object, **__: object) -> bool:
    return True


# What makes a row of each kind; a new inline without a line here fails.
def _values(scene: Scene, model: type[Model]) -> dict[str, Any]:
    item, source = MediaItem.objects.latest("pk"), Source.objects.latest("pk")
    found: dict[type[Model], dict[str, Any]] = {
        Transcript: {"language": "fr"},
        Quote: {"text": "We heard gunfire", "language": "en", "position": "9"},
        Illustration: {"item": item.pk, "position": "9", "text_language": "en"},
        TestimonySource: {"source": source.pk, "position": "9"},
        Tagging: {"name": "forged"},
        Translation: {"field": "", "language": "kk", "text": "forged"},
        Passage: {"text": "Forged.", "kind": "testimony"},
        Mark: {"kind": "insertion", "words": "heard"},
        Redaction: {"kind": "name", "words": "gunfire", "reason": "forged"},
        ChronologyEvent: {
            "date": "2022-01-06",
            "text": "Forged.",
            "source": source.pk,
            "status": "reported",
            "text_language": "en",
        },
        MediaFile: {"role": "original", "media_type": "video/mp4"},
    }
    return found[model]


@dataclass(frozen=True, slots=True)
class Part:
    """An inline on the page of a row: its model, its formset and its prefix."""

    page: Page
    row: Model
    inline: Any
    formset: Any

    @property
    def model(self) -> type[Model]:
        return self.formset.model  # type: ignore[no-any-return]

    @property
    def prefix(self) -> str:
        return str(self.formset.prefix)

    @property
    def name(self) -> str:
        return f"{type(self.inline).__name__} of {type(self.row).__name__}"

    def own(self) -> list[Model]:
        return list(self.formset.get_queryset())

    def parent_column(self) -> str:
        fk = getattr(self.formset, "fk", None)
        return fk.name if fk else "object_id"


@pytest.fixture(scope="module")
def parts(built: Scene) -> list[Part]:
    """Open each page that has inlines as an editor sees it."""
    scene = built
    editor = Desk(scene.cast[Role.EDITOR].user)
    found = []
    for model, row in scene.rows.items():
        if model not in desk._registry or not desk._registry[model].inlines:
            continue
        page = editor.open(page_of(row))
        for shown in page.response.context["inline_admin_formsets"]:
            found.append(Part(page, row, shown.opts, shown.formset))
    return found


def _rows(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def _with_a_row(scene: Scene, part: Part) -> dict[str, Any]:
    """Fill in one more row than there is."""
    values = {name: list(given) for name, given in part.page.values.items()}
    at = len(part.own())
    values[f"{part.prefix}-TOTAL_FORMS"] = [str(at + 1)]
    values[f"{part.prefix}-INITIAL_FORMS"] = [str(at)]
    given = _values(scene, part.model)
    if part.model is Translation:
        given["field"] = type(part.row).TRANSLATED[-1]  # type: ignore[attr-defined]
    for name in [name for name in values if name.startswith(f"{part.prefix}-{at}-")]:
        del values[name]
    return {**values, **{f"{part.prefix}-{at}-{n}": str(v) for n, v in given.items()}}


def _sent(person: Person, part: Part, values: dict[str, Any]) -> None:
    with any_version():
        person.client.post(part.page.address, values)


def _may_add(person: Person, part: Part) -> bool:
    return person.is_among(part.inline.adds) and may_change(person, part.row)


# Reviewers and stewards write as editors do.
SENDERS = (STRANGER, Role.CONTRIBUTOR, Role.EDITOR, MANAGER)


def _slip_in(scene: Scene, parts: list[Part], names: tuple[str, ...]) -> Table:
    """Send one more row by each inline and each person, and count what was added."""
    table = Table()
    with unrendered():
        for part in parts:
            values = _with_a_row(scene, part)
            for name in names:
                person, before = scene.cast[name], len(_rows(part.model))
                with rolled_back():
                    _sent(person, part, values)
                    added = len(_rows(part.model)) - before
                table.cell(int(_may_add(person, part)), added, part.name, name)
    return table


def test_nobody_slips_a_row_in(scene: Scene, parts: list[Part]) -> None:
    """Each inline × each kind of person: added where declared, and nowhere else."""
    table = _slip_in(scene, parts, SENDERS)
    table.check(_inlines() * len(SENDERS), "inline × person")


@attack(4, without=patched("testimonies.admin.rules.may", _always))
def test_a_contributor_neither_tags_nor_quotes(scene: Scene, parts: list[Part]) -> None:
    editors = [part for part in parts if part.inline.adds is Role.EDITOR]
    assert {part.model for part in editors} == {Quote, Tagging}
    _slip_in(scene, editors[:2], (Role.CONTRIBUTOR,)).check(2, "editors' inlines")


def _inlines() -> int:
    return sum(len(page.inlines) for page in desk._registry.values())


def _with_one(part: Part, row: Model, **changes: str) -> dict[str, Any]:
    """Fill in the form as if the row, and no other, were listed there."""
    values = {
        name: given
        for name, given in part.page.values.items()
        if not name.startswith(f"{part.prefix}-")
    }
    key = type(row)._meta.pk.name
    forged = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", f"0-{key}": str(row.pk)}
    forged |= {f"0-{name}": value for name, value in changes.items()}
    return {**values, **{f"{part.prefix}-{n}": v for n, v in forged.items()}}


def _others(part: Part) -> list[Model]:
    own = {row.pk for row in part.own()}
    return [row for row in part.model._default_manager.all() if row.pk not in own]


FORGERIES = ({"DELETE": "on"}, {"text": "forged", "name": "forged"})


def test_another_records_row_is_out_of_reach(scene: Scene, parts: list[Part]) -> None:
    """By its id in the form of a record that a person may edit (row 16)."""
    table, person, known = Table(), scene.cast[Role.STEWARD], set[type]()
    with unrendered():
        for part in parts:
            before = _rows(part.model)
            # What is changed is read by the inline; what it hangs on, by each page.
            for row in _others(part)[:1]:
                for changes in FORGERIES[: 1 if type(part.inline) in known else 2]:
                    with rolled_back():
                        _sent(person, part, _with_one(part, row, **changes))
                        after = _rows(part.model)
                    table.cell(True, before == after, part.name, row.pk, changes)
            known.add(type(part.inline))
    table.check(_inlines(), "another record's row")


def test_a_row_of_ones_own_is_in_reach(scene: Scene, parts: list[Part]) -> None:
    """The same form with a row of the record deletes it, where that is declared."""
    table, person = Table(), scene.cast[Role.STEWARD]
    with unrendered():
        for part in parts:
            for row in part.own()[:1]:
                with rolled_back():
                    _sent(person, part, _with_one(part, row, DELETE="on"))
                    is_there = part.model._default_manager.filter(pk=row.pk).exists()
                is_used = isinstance(row, Passage | Transcript)
                may = person.is_among(part.inline.deletes) and not is_used
                table.cell(may, not is_there, part.name)
    table.check(6, "one's own row")


def test_no_row_is_moved_to_another_record(scene: Scene, parts: list[Part]) -> None:
    table, person = Table(), scene.cast[Role.STEWARD]
    with unrendered():
        for part in parts:
            column, model = part.parent_column(), type(part.row)
            others = model._default_manager.exclude(pk=part.row.pk)
            other = others.order_by("-pk").first()
            if other is None:
                continue
            for row in part.own()[:1]:
                with rolled_back():
                    changes = {column: str(other.pk)}
                    _sent(person, part, _with_one(part, row, **changes))
                    row.refresh_from_db()
                    found = getattr(row, f"{column}_id", None) or getattr(row, column)
                table.cell(part.row.pk, found, part.name)
    table.check(6, "moved rows")


# --- Lists ----------------------------------------------------------------------------


def _lists() -> Iterator[tuple[str, Model | None]]:
    for model in desk._registry:
        options = model._meta
        name = f"admin:{options.app_label}_{options.model_name}_changelist"
        yield reverse(name), model._default_manager.first()


def test_nothing_is_done_from_a_list(scene: Scene) -> None:
    _forge_lists(scene, list(_lists()))


@attack(4, without=patched("testimonies.admin.base.LIST_VERBS", ("GET", "POST")))
def test_nothing_is_done_from_the_list_of_testimonies(scene: Scene) -> None:
    _forge_lists(scene, list(_lists())[:1])


def _forge_lists(scene: Scene, lists: list[tuple[str, Model | None]]) -> None:
    """Neither an action nor a form of rows: CVE-2026-4292 added rows by one."""
    table, before = Table(), fingerprint()
    for address, row in lists:
        key = str(row.pk) if row else "1"
        for name in (Role.CONTRIBUTOR, Role.STEWARD, MANAGER):
            for forged in (
                {"action": "delete_selected", "_selected_action": key, "post": "yes"},
                {**MANAGEMENT, "form-0-id": key, "form-0-title": "x", "_save": "1"},
                {**MANAGEMENT, "form-INITIAL_FORMS": "0", "form-0-name": "x"},
            ):
                status = scene.cast[name].client.post(address, forged).status_code
                table.cell(True, status in {403, 405}, address, name, status)
    assert fingerprint() == before
    table.check(len(lists) * 3 * 3, "list × forged form")


MANAGEMENT = {
    "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "1",
    "form-MIN_NUM_FORMS": "0",
    "form-MAX_NUM_FORMS": "1000",
}


# --- What an address or a form carries besides ----------------------------------------


def test_an_address_fills_in_nothing(scene: Scene) -> None:
    client = scene.cast[Role.STEWARD].client
    for query in ("title=FORGED", "title=FORGED&_popup=1&_to_field=id"):
        page = client.get(f"{reverse('admin:testimonies_testimony_add')}?{query}")
        assert page.status_code == 200
        assert 'value="FORGED"' not in page.content.decode()
    column = "?_to_field=password&_popup=1"
    for model in ("witness", "testimony"):
        address = reverse(f"admin:testimonies_{model}_add")
        assert client.get(f"{address}{column}").status_code == 400


def test_after_saving_nobody_is_led_to_another_site(
    scene: Scene, parts: list[Part]
) -> None:
    part = parts[0]
    for word in ("_changelist_filters", "next", "_continue"):
        with rolled_back():
            response = scene.cast[Role.EDITOR].client.post(
                f"{part.page.address}?{word}=//evil.example/", part.page.values
            )
        assert response.headers["Location"].startswith("/admin/"), word


@pytest.mark.parametrize("name", [*LADDER, "stranger", "researcher"])
def test_nobody_makes_themselves_mightier(scene: Scene, name: str) -> None:
    """By forms about accounts, and by the one about one's own password."""
    person, groups = scene.cast[name], [str(each.pk) for each in Group.objects.all()]
    assert person.user
    forged = {"is_superuser": "on", "is_staff": "on", "groups": groups, "username": "x"}
    forged |= {"password1": "x" * 20, "password2": "x" * 20}
    own = reverse("admin:auth_user_password_change", args=[person.user.pk])
    before = fingerprint()
    for address in (
        page_of(person.user),
        reverse("admin:testimonies_user_add"),
        reverse("admin:password_change"),
        reverse("admin:auth_group_add"),
        page_of(User.objects.get(username="root")),
        own,
    ):
        person.client.post(address, forged)
    assert fingerprint() == before
