"""What `check --deploy` warns of, and what a migration says before it refuses."""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from testimonies.checks import check_erasures_apart
from testimonies.models import User

accounts = import_module("testimonies.migrations.0003_accounts")


@pytest.mark.parametrize(
    ("file", "warned"),
    [
        ("/srv/files/erasures.jsonl", ["kua.W003"]),
        ("/srv/files/x/erasures.jsonl", ["kua.W003"]),
        ("/srv/apart/erasures.jsonl", []),
    ],
)
def test_the_list_of_erasures_is_kept_apart_from_what_is_restored(
    settings: Any, file: str, warned: list[str]
) -> None:
    settings.FILES_ROOT, settings.ERASURES_FILE = Path("/srv/files"), Path(file)
    assert [each.id for each in check_erasures_apart()] == warned


@pytest.mark.django_db
def test_accounts_that_differ_by_case_are_named_before_the_migration_refuses() -> None:
    editor = SimpleNamespace(connection=connection)
    User.objects.create_user("Gulnara")
    accounts.name_accounts_that_differ_by_case(apps, editor)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("DROP INDEX user_once_in_any_case")
    User.objects.create_user("gulnara")
    with pytest.raises(ValueError, match="Gulnara, gulnara"):
        accounts.name_accounts_that_differ_by_case(apps, editor)
