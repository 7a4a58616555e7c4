"""No table, trigger or login is left out: the guards are compared with the database."""

# ruff: noqa: S608 - SQL of our own, put together from our own words.

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps

from archive.settings import READER_OPTIONS
from testimonies.catalogue.grants import PUBLIC_TABLES
from tests.guards import appending, content
from tests.guards.approvals import BORIS, LAWFUL, NEWEST, approve, issue
from tests.guards.guard import OWNER, Facts, acting, run
from tests.guards.test_guards import GUARDS, Logins
from tests.logins import DESK, READER, log_in

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]

# Tables of ours that hold neither content nor what must stay; and why that is right.
NEITHER = {
    "testimonies_concern": "what readers send; only its handling is ever changed",
    "testimonies_entry": "a function of editions and tags; a rebuild makes it again",
    "testimonies_facetcount": "counts of the entries, kept by their triggers",
    "testimonies_fullroom": "hours in which no concern was taken; only counted up",
    "testimonies_invitation": "ways in; the ledger says who made and used them",
    "testimonies_ledgernote": "free words, erasable on purpose",
    "testimonies_remembered": "attempts and used codes, for a while",
    "testimonies_savedsearch": "what somebody looks for, their own",
    "testimonies_tag": "its words pass a gate of their own and are ledger events",
    "testimonies_tagalias": "likewise",
    "testimonies_user": "accounts",
    "testimonies_user_groups": "roles",
    "testimonies_user_user_permissions": "unused: groups carry the roles",
    "testimonies_vaultedidentity": "ciphertext, and no part of any document",
}

RELATIONS = """
SELECT c.relname, c.relkind FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg_toast%'
ORDER BY 1
"""
TABLE_RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
SEQUENCE_RIGHTS = ("USAGE", "SELECT", "UPDATE")


def rights(login: psycopg.Connection[Any]) -> set[tuple[str, str]]:
    """List what a login holds on any relation, or on any column of one."""
    held = set()
    for name, kind in login.execute(RELATIONS).fetchall():
        is_sequence = kind == "S"
        for right in SEQUENCE_RIGHTS if is_sequence else TABLE_RIGHTS:
            test = "has_sequence_privilege" if is_sequence else "has_table_privilege"
            if login.execute(f"SELECT {test}(%s, %s)", [name, right]).fetchone() == (
                True,
            ):
                held.add((name, right))
        for right in () if is_sequence else ("SELECT", "INSERT", "UPDATE"):
            test = "SELECT has_any_column_privilege(%s, %s)"
            if login.execute(test, [name, right]).fetchone() == (True,):
                held.add((name, right))
    return held


def test_every_trigger_is_the_guard_in_some_attack(logins: Logins) -> None:
    rows = logins[OWNER].execute(
        "SELECT DISTINCT regexp_replace(tgname, '^pgtrigger_(.*)_[0-9a-f]+$', '\\1')"
        " FROM pg_trigger WHERE NOT tgisinternal"
    )
    # Triggers that keep draft history, end sessions or count refuse nothing.
    keeping = ("kua_end_", "count_facets_")
    names = {name for (name,) in rows if not name.startswith(keeping)} - {
        f"{operation}_{operation}" for operation in ("insert", "update", "delete")
    }
    dropped = "".join(guard.removal for guard in GUARDS)
    assert {name for name in names if f"pgtrigger_{name}_" not in dropped} == set()


def test_the_page_on_security_names_tests_and_guards_that_exist(
    logins: Logins,
) -> None:
    page = (ROOT / "docs" / "security.md").read_text()
    sources = "".join(file.read_text() for file in ROOT.glob("tests/**/test_*.py"))
    told = set(re.findall(r"`(test_\w+)`", page))
    assert {name for name in told if f"def {name}(" not in sources} == set()
    rows = logins[OWNER].execute(
        "SELECT conname FROM pg_constraint"
        " UNION SELECT regexp_replace(tgname, '^pgtrigger_(.*)_[0-9a-f]+$', '\\1')"
        " FROM pg_trigger WHERE NOT tgisinternal"
    )
    there = {name for (name,) in rows}
    guards = page.partition("## The guards")[2].partition("Other closed lists")[0]
    named = re.findall(r"`([a-z_]+)`(?=[^|\n]*\((?:CHECK|trigger|foreign))", guards)
    assert named
    assert set(named) <= there


def test_every_table_of_ours_is_content_or_stays_or_is_named_as_neither() -> None:
    models = apps.get_app_config("testimonies").get_models(include_auto_created=True)
    tables = {
        model._meta.db_table
        for model in models
        if not any(field.name == "pgh_id" for field in model._meta.fields)
    }
    assert tables == {*content.CHANGES, *appending.ROWS, *NEITHER}


def test_every_table_of_content_has_all_three_triggers(logins: Logins) -> None:
    rows = logins[OWNER].execute(
        "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger"
        " WHERE tgname LIKE 'pgtrigger_content_%' AND tgenabled = 'O' GROUP BY 1"
    )
    assert dict(rows.fetchall()) == dict.fromkeys(content.CHANGES, 3)


def test_the_reader_reads_three_tables_and_nothing_else(logins: Logins) -> None:
    assert rights(logins[READER]) == {(table, "SELECT") for table in PUBLIC_TABLES}


def test_that_comparison_notices_one_column(logins: Logins) -> None:
    administrator = logins[OWNER]
    with administrator.transaction(force_rollback=True):
        administrator.execute(f"GRANT SELECT (name) ON testimonies_witness TO {READER}")
        administrator.execute(f"SET LOCAL SESSION AUTHORIZATION {READER}")
        assert ("testimonies_witness", "SELECT") in rights(administrator)


def test_the_desk_never_empties_tables_or_hangs_triggers_on_them(
    logins: Logins,
) -> None:
    held = {right for _, right in rights(logins[DESK])}
    assert held.isdisjoint({"TRUNCATE", "TRIGGER"})


def test_no_function_gives_the_reader_anothers_rights(logins: Logins) -> None:
    rows = logins[READER].execute(
        "SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n"
        " ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname <> 'pg_catalog'"
        " AND has_function_privilege(p.oid, 'EXECUTE')"
    )
    assert rows.fetchall() == []


def test_every_function_that_runs_as_the_owner_pins_its_search_path(
    logins: Logins,
) -> None:
    rows = logins[OWNER].execute(
        "SELECT proname, array_to_string(proconfig, ' ') FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )
    for name, settings in rows.fetchall():
        assert re.search(r"search_path=public, pg_temp", settings or ""), name


@pytest.mark.parametrize("login", [DESK, READER])
def test_a_login_is_member_of_no_role_and_owns_nothing(
    login: str, logins: Logins
) -> None:
    found = logins[OWNER].execute(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication,"
        " (SELECT count(*) FROM pg_auth_members WHERE member = r.oid),"
        " (SELECT count(*) FROM pg_class WHERE relowner = r.oid),"
        " (SELECT count(*) FROM pg_proc WHERE proowner = r.oid),"
        " (SELECT count(*) FROM pg_largeobject_metadata WHERE lomowner = r.oid)"
        " FROM pg_roles r WHERE rolname = %s",
        [login],
    )
    assert found.fetchone() == (False, False, False, False, False, 0, 0, 0, 0)


@pytest.mark.parametrize("login", [DESK, READER])
def test_nothing_to_reset_leads_back_to_more(login: str, logins: Logins) -> None:
    with log_in(login) as connection:
        for word in ("RESET ROLE", "RESET SESSION AUTHORIZATION", "DISCARD ALL"):
            connection.execute(word)
            assert connection.execute("SELECT current_user").fetchone() == (login,)
    # A lowered administrator, which is why production logs in as each.
    administrator = logins[OWNER]
    with administrator.transaction(force_rollback=True):
        administrator.execute(f"SET LOCAL ROLE {login}")
        administrator.execute("RESET ROLE")
        assert administrator.execute("SELECT current_user").fetchone() != (login,)


def test_the_readers_options_stop_accidents() -> None:
    with log_in(READER) as reader:
        where = reader.info.dsn
    with psycopg.connect(where, options=READER_OPTIONS) as served:
        assert served.execute("SHOW statement_timeout").fetchone() == ("5s",)
        assert served.execute("SHOW transaction_read_only").fetchone() == ("on",)
        served.execute("SET LOCAL statement_timeout = 30")
        with pytest.raises(psycopg.errors.QueryCanceled):
            served.execute("SELECT pg_sleep(30)")


def test_the_desk_may_erase_an_editions_words(logins: Logins, facts: Facts) -> None:
    desk = logins[DESK]
    with desk.transaction(force_rollback=True):
        assert run(desk, appending.ERASE, facts).rowcount == 1


def test_passage_numbers_go_on_after_a_deleted_one(
    logins: Logins, facts: Facts
) -> None:
    desk = logins[DESK]
    with desk.transaction(force_rollback=True):
        run(desk, acting("boris") + content.ADD_PASSAGE % "0", facts)
        numbers = run(
            desk,
            "SELECT number, {gone} FROM testimonies_passage"
            " WHERE transcript_id = {open_transcript} ORDER BY number",
            facts,
        ).fetchall()
    given, (gone, *_) = zip(*numbers, strict=True)
    assert (given, gone) == ((1, 3, 4), 2)


def test_a_change_takes_a_record_out_of_review(logins: Logins, facts: Facts) -> None:
    desk = logins[DESK]
    text = "SELECT state FROM testimonies_testimony WHERE id = {open_id}"
    with desk.transaction(force_rollback=True):
        run(
            desk,
            acting("boris") + "UPDATE testimonies_testimony SET state = 'in_review'"
            " WHERE id = {open_id};",
            facts,
        )
        assert run(desk, text, facts).fetchone() == ("in_review",)
        run(desk, "UPDATE testimonies_redaction SET reason = 'another';", facts)
        assert run(desk, text, facts).fetchone() == ("draft",)


def test_the_database_links_events_whatever_a_login_says(
    logins: Logins, facts: Facts
) -> None:
    desk = logins[DESK]
    with desk.transaction(force_rollback=True):
        run(desk, acting("boris") + appending.LINK.format(step=9, actor="boris"), facts)
        newest = desk.execute(
            "SELECT id - lag(id) OVER w, previous = lag(digest) OVER w,"
            " digest ~ '^[0-9a-f]{64}$' FROM testimonies_ledgerevent"
            " WINDOW w AS (ORDER BY id) ORDER BY id DESC"
        ).fetchone()
    assert newest == (1, True, True)


def test_a_second_writer_of_the_ledger_waits(logins: Logins, facts: Facts) -> None:
    link = acting("boris") + appending.LINK.format(step=1, actor="boris")
    desk = logins[DESK]
    with desk.transaction(force_rollback=True), log_in(DESK) as other:
        run(desk, link, facts)
        with other.transaction(force_rollback=True):
            other.execute("SET LOCAL lock_timeout = 50")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                run(other, link, facts)


def test_a_stolen_desk_login_can_play_two_persons(logins: Logins, facts: Facts) -> None:
    """No guard: docs/security.md says so, and this keeps the page honest."""
    desk = logins[DESK]
    with desk.transaction(force_rollback=True):
        assert run(desk, LAWFUL + issue(approval=NEWEST), facts).rowcount == 1
    assert approve("clara", editors=BORIS) in LAWFUL
