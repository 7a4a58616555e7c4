"""The migrations say what the models say; the suite's database is made from zero."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from testimonies.migrations._together import Together


@pytest.mark.usefixtures("db")
def test_no_model_has_changed_without_a_migration() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.usefixtures("db")
def test_every_migration_runs_on_an_empty_database() -> None:
    """The test database was: nothing of it comes from `syncdb` or from a dump."""
    applied = {name for app, name in MigrationRecorder(connection).applied_migrations()}
    assert "0001_initial" in applied
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")
        [triggers] = cursor.fetchone()
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'kua_%%'")
        functions = {name for (name,) in cursor.fetchall()}
    assert triggers > 50
    assert {"kua_content_changed", "kua_check_approval", "kua_link"} <= functions


@pytest.mark.usefixtures("db")
def test_no_function_of_ours_can_be_led_to_somebody_elses_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang"
            " WHERE proname LIKE 'kua_%%' AND l.lanname = 'plpgsql'"
            " AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) c"
            "                 WHERE c LIKE 'search_path=%%')"
        )
        assert cursor.fetchall() == []


ADDED = migrations.AddField("source", "colour", models.TextField(default=""))


@pytest.mark.parametrize(
    "other",
    [
        migrations.RunSQL("SELECT 1"),
        migrations.AlterField("source", "title", models.TextField()),
        migrations.RemoveField("source", "title"),
    ],
)
def test_only_what_adds_is_run_together(other: Operation) -> None:
    with pytest.raises(ValueError, match="only what adds"):
        Together([ADDED, other])


def test_what_is_run_together_leads_to_the_same_models() -> None:
    told = []
    for operation in (ADDED, Together([ADDED])):
        state = ProjectState.from_apps(apps)
        operation.state_forwards("testimonies", state)
        told.append(state.apps.get_model("testimonies", "Source")._meta.fields)
    one, other = ([field.name for field in fields] for fields in told)
    assert one == other
    assert "colour" in one
