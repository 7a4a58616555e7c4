"""Nothing is copied at the desk: a copy would be open to whoever made it."""

import pytest

from testimonies.models import Testimony, Translation, User
from tests import factories
from tests.admin.desk import Desk, page_of
from tests.attacks import attack, patched

pytestmark = pytest.mark.django_db


@attack(14, without=patched("testimonies.admin.base.refuse_copies", lambda _: None))
def test_a_record_is_not_saved_as_a_new_one(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    desk = at_desk["contributor"]
    # Without the refusal Django tries, and breaks on a form that it takes for two.
    desk.client.raise_request_exception = False
    values = {**desk.change(testimony).values, "_saveasnew": ["1"]}
    response = desk.client.post(page_of(testimony), values)
    assert response.status_code == 403
    assert list(Testimony.objects.all()) == [testimony]


@attack(14)
def test_a_translation_is_its_own_pages_records_whatever_is_forged(
    at_desk: dict[str, Desk], published: Testimony, editor: User
) -> None:
    draft = factories.make_testimony(by=editor)
    page = at_desk["contributor"].change(draft)
    prefix = "testimonies-translation-content_type-object_id"
    row = page.add_row(prefix, field="title", language="ru", text="Неделя")
    forged = {f"{prefix}-0-object_id": str(published.pk), f"{prefix}-0-id": ""}
    values = {name: list(given) for name, given in page.values.items()}
    values |= {name: [value] for name, value in {**row, **forged}.items()}
    at_desk["contributor"].client.post(page_of(draft), values)
    assert not Translation.objects.filter(object_id=published.pk).exists()
    assert Translation.objects.get().object_id == draft.pk
