"""What a door shows to whom it opens; who gets in where is in tests/matrix."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from testimonies.models import (
    Collection,
    Place,
    Testimony,
    User,
    VaultedIdentity,
    Witness,
)
from testimonies.moderation import seal_vault
from tests import factories
from tests.admin.desk import Desk, page_of

pytestmark = pytest.mark.django_db


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


def test_the_door_tells_strangers_and_researchers_alike(
    researcher: User, stranger: User, editor: User
) -> None:
    for person in (researcher, stranger):
        page = Desk().sign_in(person)
        assert page.address == reverse("mfa_index")
        assert "/admin/" not in page.html
    assert "What awaits me" in Desk().sign_in(editor).html


def test_a_page_of_the_desk_asks_once_who_has_which_roles(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    """The doors, the buttons and the inlines; a move that is made asks anew."""
    for row in (testimony.witness, testimony):
        with CaptureQueriesContext(connection) as asked:
            at_desk["editor"].open(page_of(row))
        members = [each for each in asked if "testimonies_user_groups" in each["sql"]]
        assert len(members) == 1, row


def test_two_who_seal_a_vault_at_once_do_so_one_after_the_other(
    at_desk: dict[str, Desk], editor: User
) -> None:
    """The second waits for the witness's row before it asks whether it is alone."""
    witness = factories.make_witness(by=editor)
    page = at_desk["steward"].open(page_of(witness, "vault"))
    with CaptureQueriesContext(connection) as asked:
        page.send("_seal", contacts="A friend.")
    statements = [each["sql"] for each in asked]
    locks = [n for n, each in enumerate(statements) if "FOR UPDATE" in each]
    looks = [n for n, each in enumerate(statements) if '."changed_at"' in each[:120]]
    assert locks
    assert looks
    assert min(locks) < min(looks)


def test_who_seals_second_is_told_and_keeps_what_they_typed(
    at_desk: dict[str, Desk], editor: User
) -> None:
    witness = factories.make_witness(by=editor)
    first = at_desk["steward"].open(page_of(witness, "vault"))
    second = at_desk["steward"].open(page_of(witness, "vault"))
    first.send("_seal", contacts="The first one's friend.")
    page = second.send("_seal", contacts="Typed at length.")
    assert "Somebody sealed it meanwhile" in page.html
    assert "Typed at length." in page.html
    kept = VaultedIdentity.objects.get(witness=witness)
    assert kept.contacts == "The first one's friend."
