"""What somebody under pressure, or with bad will, tries at the desk."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from testimonies import ledger
from testimonies.models import LedgerEvent, Testimony
from testimonies.terms import Role, Standing, WithdrawalReason
from tests.admin.desk import Desk, page_of

pytestmark = pytest.mark.django_db


def test_withdrawing_waits_for_nobodys_edit(
    at_desk: dict[str, Desk], published: Testimony
) -> None:
    page = at_desk["reviewer"].open(page_of(published, "move", "withdraw"))
    at_desk["editor"].move(published, "revise")
    published.refresh_from_db()
    with ledger.acting(at_desk["editor"].person):  # type: ignore[arg-type]
        published.title = "Another title"
        published.save(update_fields=["title"])
    page.send(category=WithdrawalReason.SAFETY.value)
    published.refresh_from_db()
    assert Standing(published.standing) is Standing.WITHDRAWN


def test_nobody_gives_roles_to_themselves(at_desk: dict[str, Desk]) -> None:
    manager = at_desk["manager"]
    assert manager.person
    page = manager.change(manager.person)
    page.send(groups=_groups())
    assert not manager.person.groups.exists()
    assert not LedgerEvent.objects.filter(action="change_roles").exists()


def test_the_ledger_says_whose_roles_changed_and_to_which(
    at_desk: dict[str, Desk],
) -> None:
    contributor = at_desk["contributor"].person
    assert contributor
    page = at_desk["manager"].change(contributor)
    page.send(groups=_groups("editor"))
    event = LedgerEvent.objects.get(action="change_roles")
    assert event.category == f"account {contributor.pk}"
    assert event.note.text == "aru: editor"


def test_the_ledger_says_who_became_a_manager(at_desk: dict[str, Desk]) -> None:
    editor = at_desk["editor"].person
    assert editor
    at_desk["manager"].change(editor).send(is_superuser="on")
    editor.refresh_from_db()
    assert editor.is_superuser
    assert LedgerEvent.objects.filter(action="change_roles").count() == 1


def _groups(*names: str) -> list[str]:
    groups = Group.objects.filter(name__in=names or list(Role))
    return [str(group.pk) for group in groups]


def test_a_filter_with_a_character_that_no_record_has_is_refused(
    at_desk: dict[str, Desk],
) -> None:
    address = reverse("admin:testimonies_testimony_changelist")
    response = at_desk["editor"].client.get(address, {"state": "\x00"})
    assert response.status_code == 400


def test_no_shortcut_leads_to_a_row_by_its_content_type(
    at_desk: dict[str, Desk],
) -> None:
    assert at_desk["editor"].client.get("/admin/r/1/1/").status_code == 404
