"""Of which rows a form's version is made."""

from typing import Any

import pytest
from django.test import RequestFactory

from testimonies.admin import desk
from testimonies.admin.rules import DeskRules
from testimonies.models import User

WITH_ROWS = [part for part in desk._registry.values() if part.inlines]


@pytest.mark.parametrize("part", WITH_ROWS, ids=lambda part: part.opts.model_name)
def test_it_is_made_of_every_row_that_the_form_shows(
    part: Any, steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The row is made up, and stands in no record.
    monkeypatch.setattr(DeskRules, "_is_open", lambda *_: True)
    request: Any = RequestFactory().get("/")
    request.user = steward
    row = part.model(pk=7)
    for inline in part.get_inline_instances(request, row):
        shown = inline.get_formset(request, row)(instance=row).get_queryset()
        rows = inline.rows_of(row)
        assert str(rows.order_by().query) == str(shown.order_by().query), inline
