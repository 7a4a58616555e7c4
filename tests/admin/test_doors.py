"""Who gets in where: every page and every POST of the desk, by role (rows 4, 10-18)."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.urls import reverse

from testimonies.admin import desk
from testimonies.models import (
    Collection,
    Consent,
    Place,
    Quote,
    Tag,
    Testimony,
    User,
    VaultedIdentity,
    Witness,
)
from testimonies.moderation import save_tag, seal_vault
from testimonies.terms import MoveName
from tests import factories
from tests.admin.desk import Desk, page_of

pytestmark = pytest.mark.django_db

MANAGED = {"user", "group"}
BELOW = {"transcript", "passage", "illustration", "chronologyevent", "quote"}
ADDED_BY: dict[str, set[str]] = {
    **{name: {"manager"} for name in MANAGED},
    **{name: set() for name in BELOW},
    "tag": {"editor", "reviewer", "steward"},
}
WRITERS = {"contributor", "editor", "reviewer", "steward"}


def _lists() -> list[type[Model]]:
    return list(desk._registry)


def _address(model: type[Model], page: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


@pytest.mark.parametrize("model", _lists())
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_pages_open_to_their_roles_only(
    at_desk: dict[str, Desk], model: type[Model], page: str
) -> None:
    name = str(model._meta.model_name)
    for role, person in at_desk.items():
        status = person.client.get(_address(model, page)).status_code
        if page == "changelist":
            allowed = {"manager"} if name in MANAGED else WRITERS
        else:
            allowed = ADDED_BY.get(name, WRITERS)
        wanted = 200 if role in allowed else 403
        assert status == wanted, (role, name)


@pytest.mark.parametrize("model", _lists())
def test_a_forged_addition_adds_nothing(
    at_desk: dict[str, Desk], model: type[Model]
) -> None:
    allowed = ADDED_BY.get(str(model._meta.model_name), WRITERS)
    before = model._default_manager.count()
    for role in at_desk.keys() - allowed:
        at_desk[role].client.post(_address(model, "add"), {"name": "x", "title": "x"})
    assert model._default_manager.count() == before


def _rows(testimony: Testimony, editor: User) -> list[Any]:
    collection = factories.make_collection(by=editor)
    passage = factories.first_passage(testimony)
    return [
        testimony,
        testimony.witness,
        testimony.sources.get(),
        testimony.quotes.get(),
        passage,
        passage.transcript,
        collection,
        factories.make_media(by=editor),
        save_tag(Tag(name="Almaty"), by=editor),
        editor,
    ]


def test_a_forged_change_or_deletion_changes_nothing(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    for row in _rows(testimony, editor):
        before = type(row)._default_manager.filter(pk=row.pk).values().get()
        for role in ("researcher", "manager", "contributor"):
            if role == "manager" and isinstance(row, User):
                continue
            for page in ("change", "delete"):
                values = {"post": "yes", "title": "x", "name": "x", "text": "x"}
                at_desk[role].client.post(page_of(row, page), values)
        assert type(row)._default_manager.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("name", list(MoveName))
def test_a_forged_move_moves_nothing(
    at_desk: dict[str, Desk], testimony: Testimony, name: MoveName
) -> None:
    """Nobody without the role, and nobody from a state that the move does not leave."""
    allowed = {MoveName.SUBMIT: WRITERS}.get(name, set())
    for role in at_desk.keys() - allowed:
        values = {"version": "x", "reason": "x", "category": "other", "numbers": "1"}
        response = at_desk[role].client.post(page_of(testimony, "move", name), values)
        assert response.status_code in {200, 302, 403, 404}
        testimony.refresh_from_db()
        assert (testimony.state, testimony.standing) == ("draft", "never"), role


def test_opening_a_moves_page_changes_nothing(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    for person in at_desk.values():
        person.client.get(page_of(testimony, "move", "submit"))
    testimony.refresh_from_db()
    assert testimony.state == "draft"


def test_an_unknown_record_is_not_found(at_desk: dict[str, Desk]) -> None:
    for path in ("0/move/submit/", "x/move/submit/", "0/history/"):
        address = f"/admin/testimonies/testimony/{path}"
        assert at_desk["steward"].client.get(address).status_code == 404


def test_a_move_needs_the_token_of_its_form(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    strict = Desk(editor, checks=True)
    address = page_of(testimony, "move", "submit")
    assert strict.client.post(address, {"version": "x"}).status_code == 403


def test_a_contributor_neither_tags_nor_quotes(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    page = at_desk["contributor"].change(testimony)
    tags = "testimonies-tagging-content_type-object_id"
    values = {
        **page.values,
        "title": "Another title",
        f"{tags}-TOTAL_FORMS": "1",
        f"{tags}-INITIAL_FORMS": "0",
        f"{tags}-0-name": "forged",
        "quotes-TOTAL_FORMS": "2",
        "quotes-INITIAL_FORMS": "1",
        "quotes-0-id": str(quote.pk),
        "quotes-0-text": "forged",
        "quotes-0-DELETE": "on",
        "quotes-1-text": "forged",
        "quotes-1-language": "en",
    }
    at_desk["contributor"].post(page.address, values)
    assert list(Quote.objects.values_list("text", flat=True)) == [quote.text]
    assert not Tag.objects.exists()


def test_a_contributor_changes_nothing_under_review(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    at_desk["editor"].move(testimony, "submit")
    client = at_desk["contributor"].client
    client.post(page_of(testimony), {"title": "x"})
    testimony.refresh_from_db()
    assert (testimony.title, testimony.state) == ("A week behind doors", "in_review")
    assert client.post(page_of(testimony, "delete"), {}).status_code == 403


def test_nothing_with_an_edition_is_deleted(
    at_desk: dict[str, Desk], published: Testimony
) -> None:
    at_desk["editor"].move(published, "revise")
    for row in (published, published.witness):
        response = at_desk["steward"].client.post(page_of(row, "delete"), {"post": "1"})
        assert response.status_code == 403
    assert Testimony.objects.filter(pk=published.pk).exists()


def test_a_draft_is_deleted_by_an_editor(
    at_desk: dict[str, Desk], editor: User
) -> None:
    collection = factories.make_collection(by=editor)
    at_desk["editor"].post(page_of(collection, "delete"), {"post": "yes"})
    assert not Collection.objects.exists()
    assert editor.username not in str(LogEntry.objects.get().object_repr)


def test_a_settled_record_is_only_looked_at(
    at_desk: dict[str, Desk], published: Testimony
) -> None:
    page = at_desk["editor"].change(published)
    assert "_save" not in page.html
    for values in ({"title": "x"}, {**page.values, "title": "x"}):
        at_desk["editor"].client.post(page.address, values)
    published.refresh_from_db()
    assert published.title == "A week behind doors"


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("witness", "vaulted_identity__legal_name__startswith"),
        ("witness", "vaulted_identity__isnull"),
        ("witness", "consents__outlet__startswith"),
        ("testimony", "witness__vaulted_identity__legal_name__startswith"),
        ("testimony", "quotes__text__contains"),
        ("testimony", "title__startswith"),
        ("mediaitem", "basis_note__contains"),
        ("user", "password__startswith"),
        ("tag", "description__contains"),
    ],
)
def test_a_list_is_no_oracle(at_desk: dict[str, Desk], model: str, lookup: str) -> None:
    role = "manager" if model == "user" else "steward"
    address = reverse(f"admin:testimonies_{model}_changelist")
    assert at_desk[role].client.get(address, {lookup: "A"}).status_code == 400


def test_every_filter_of_every_list_is_a_closed_one() -> None:
    for model, page in desk._registry.items():
        for name in page.list_filter:
            field = model._meta.get_field(str(name))
            is_flag = field.get_internal_type() == "BooleanField"
            assert is_flag or getattr(field, "choices", None), (model, name)
        assert not page.list_editable
        assert page.actions is None


def test_a_list_takes_no_post(at_desk: dict[str, Desk], testimony: Testimony) -> None:
    address = reverse("admin:testimonies_testimony_changelist")
    values = {"action": "delete_selected", "_selected_action": testimony.pk}
    assert at_desk["steward"].client.post(address, values).status_code == 405


def test_lists_of_choices_are_for_nobody(at_desk: dict[str, Desk]) -> None:
    query = {
        "app_label": "testimonies",
        "model_name": "testimony",
        "field_name": "witness",
    }
    client = at_desk["steward"].client
    assert client.get("/admin/autocomplete/", query).status_code == 404


@pytest.mark.parametrize("page", ["vault", "consent"])
def test_vault_and_consent_are_for_stewards(
    at_desk: dict[str, Desk], testimony: Testimony, page: str
) -> None:
    address = page_of(testimony.witness, page)
    before = Consent.objects.count()
    for role in at_desk.keys() - {"steward", "researcher"}:
        assert at_desk[role].client.get(address).status_code == 403
        values = {"reason": "x", "_seal": "1", "scope": "archive", "says": "granted"}
        assert at_desk[role].client.post(address, values).status_code == 403
    assert Consent.objects.count() == before
    assert not VaultedIdentity.objects.exists()


def test_the_vault_is_in_no_list_history_or_log(
    at_desk: dict[str, Desk], testimony: Testimony, steward: User
) -> None:
    canary = "CANARY-7f3"
    witness = testimony.witness
    seal_vault(witness, by=steward, values={"legal_name": canary})
    desk_of_steward = at_desk["steward"]
    shown = desk_of_steward.open(page_of(witness, "vault"))
    assert canary not in shown.html
    assert canary in shown.send("_open", reason="A call for help.").html
    for address in (
        page_of(witness),
        page_of(witness, "history"),
        page_of(testimony),
        page_of(testimony, "history"),
        reverse("admin:testimonies_witness_changelist"),
        reverse("admin:index"),
    ):
        assert canary not in desk_of_steward.open(address).html
    assert canary not in repr(list(LogEntry.objects.values_list()))


def test_a_superuser_manages_people_and_nothing_else(at_desk: dict[str, Desk]) -> None:
    manager = at_desk["manager"]
    page = manager.open(reverse("admin:testimonies_user_add"))
    password = "a long and quiet phrase"
    page = page.send(username="Gulnara", password1=password, password2=password)
    person = User.objects.get(username="Gulnara")
    group = next(value for value in page.options["groups"] if value)
    manager.change(person).send(groups=[group])
    assert person.groups.count() == 1
    assert (
        manager.client.get(reverse("admin:testimonies_witness_add")).status_code == 403
    )
    assert not Witness.objects.exists()
    assert not Place.objects.exists()


def test_the_history_of_accounts_is_for_their_managers(
    at_desk: dict[str, Desk], editor: User
) -> None:
    for role, status in {"editor": 403, "steward": 403, "manager": 200}.items():
        client = at_desk[role].client
        assert client.get(page_of(editor, "history")).status_code == status


def test_the_door_tells_strangers_and_researchers_alike(
    researcher: User, stranger: User, editor: User
) -> None:
    for person in (researcher, stranger):
        page = Desk().sign_in(person)
        assert page.address == reverse("mfa_index")
        assert "/admin/" not in page.html
    assert "What awaits me" in Desk().sign_in(editor).html
