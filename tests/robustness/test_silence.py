"""A database that is slow or away gives a 503 of its own; a fault stays a fault."""

from collections.abc import Callable

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connections
from django.test import Client
from psycopg import errors

from testimonies import ledger
from testimonies.admin import refusals
from testimonies.catalogue import Failure, entries, failure_of
from testimonies.models import Testimony
from testimonies.pages import lists
from tests.admin.desk import Desk
from tests.attacks import attack, patched
from tests.robustness.scene import Scene, logged, silent

SECRET = "a host and a word that nobody should read"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


AWAY = {
    "no connection": caused(OperationalError(SECRET), psycopg.OperationalError()),
    "closed": InterfaceError("connection already closed"),
    "shutting down": caused(OperationalError(SECRET), errors.AdminShutdown()),
    "starting": caused(OperationalError(SECRET), errors.CannotConnectNow()),
    "full": caused(OperationalError(SECRET), errors.TooManyConnections()),
}
SLOW = {
    "statement": caused(OperationalError(SECRET), errors.QueryCanceled()),
    "lock": caused(OperationalError(SECRET), errors.LockNotAvailable()),
}
FAULTS = {
    "no table": caused(ProgrammingError(SECRET), errors.UndefinedTable()),
    "no right": caused(ProgrammingError(SECRET), errors.InsufficientPrivilege()),
    "deadlock": caused(OperationalError(SECRET), errors.DeadlockDetected()),
    "cursor": InterfaceError("the cursor is closed"),
}


@pytest.mark.parametrize("name", AWAY)
def test_a_database_that_is_away_is_known(name: str) -> None:
    assert failure_of(AWAY[name]) is Failure.AWAY


@pytest.mark.parametrize("name", SLOW)
def test_a_database_that_is_slow_is_known(name: str) -> None:
    assert failure_of(SLOW[name]) is Failure.SLOW
    assert failure_of(caused(RuntimeError(), SLOW[name])) is Failure.SLOW


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_no_silence(name: str) -> None:
    assert failure_of(FAULTS[name]) is None


def forget(_error: object) -> None:
    """What failure_of says where nothing looks at the error."""


unknown = patched("testimonies.pages.errors.failure_of", forget)


@attack(39, without=unknown)
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (AWAY["no connection"], "away for a moment"),
        (AWAY["closed"], "away for a moment"),
        (SLOW["statement"], "took too long"),
    ],
    ids=["away", "closed", "slow"],
)
def test_every_page_says_that_it_cannot_answer(
    scene: Scene, anybody: Client, error: Exception, words: str
) -> None:
    for name, address in scene.asking.items():
        with logged() as log, silent(error):
            response = anybody.get(address)
        page = response.content.decode()
        assert response.status_code == 503, name
        assert response["Retry-After"] == "30", name
        assert response["Cache-Control"] == "no-store", name
        assert SECRET not in page + log.getvalue(), name
        assert "Traceback" not in page + log.getvalue(), name
        if response["Content-Type"].startswith("text/html"):
            assert words in page, name
        # Healthz says it by itself, and a search names itself.
        assert log.getvalue().count("\n") <= 1, name
        assert address not in log.getvalue(), name


def test_pages_without_a_record_answer_still(scene: Scene, anybody: Client) -> None:
    with silent(AWAY["no connection"]):
        for name in scene.addresses.keys() - scene.asking.keys():
            assert anybody.get(scene.addresses[name]).status_code == 200, name


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_page_speaks_the_readers_language(
    scene: Scene, anybody: Client, language: str
) -> None:
    with silent(AWAY["no connection"]):
        page = anybody.get(f"/{language}/testimonies/").content.decode()
    assert f'<html lang="{language}">' in page
    assert "away for a moment" not in page


def test_health_is_unavailable_whatever_the_database_says(
    scene: Scene, anybody: Client
) -> None:
    for error in (*AWAY.values(), *SLOW.values(), *FAULTS.values()):
        with silent(error):
            response = anybody.get("/healthz")
        assert (response.status_code, response.content) == (503, b"unavailable\n")
        assert response["Retry-After"] == "30"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_the_program_is_a_500(
    scene: Scene, anybody: Client, name: str
) -> None:
    with logged() as log, silent(FAULTS[name]):
        response = anybody.get("/testimonies/")
    assert response.status_code == 500
    assert SECRET not in response.content.decode() + log.getvalue()
    assert "in records" in log.getvalue(), "the frames help to find it"


def test_a_query_that_takes_too_long_ends_and_the_next_page_is_there(
    scene: Scene, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(*_: object, **__: object) -> None:
        with connections[entries().db].cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20")
            cursor.execute("SELECT pg_sleep(10)")

    with monkeypatch.context() as patch:
        patch.setattr(lists, "listing", sleep)
        response = anybody.get("/testimonies/")
    assert response.status_code == 503
    assert "one more filter" in response.content.decode()
    assert anybody.get("/testimonies/").status_code == 200


# --- The desk -------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/admin/", "/admin/testimonies/testimony/"])
def test_the_desk_says_that_it_cannot_answer(
    scene: Scene, anybody: Client, address: str
) -> None:
    anybody.force_login(scene.editor)
    with logged() as log, silent(AWAY["no connection"]):
        response = anybody.get(address)
    assert response.status_code == 503
    assert "no-store" in response["Cache-Control"]
    assert SECRET not in response.content.decode() + log.getvalue()
    with silent(AWAY["no connection"]):
        sent = anybody.post(address, {"a": "b"}).content.decode()
    assert "wholly or not at all" in sent


def slow(verb: str) -> Callable[..., object]:
    """Let statements that begin so take too long."""

    def execute(run: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith(verb):
            raise OperationalError(SECRET) from errors.QueryCanceled()
        return run(sql, *rest)

    return execute


def test_a_form_that_takes_too_long_keeps_what_was_typed(scene: Scene) -> None:
    with ledger.acting(scene.editor):
        draft = Testimony.objects.create(
            title="Before", summary="S.", witness=scene.archive.testimony.witness
        )
    page = Desk(scene.editor).change(draft)
    with connections["default"].execute_wrapper(slow('UPDATE "testimonies_testimony"')):
        again = page.send(title="After a long time", summary="Long.")
    assert again.response.status_code == 200
    assert "took too long, so nothing was saved" in again.html
    assert "After a long time" in again.html
    assert SECRET not in again.html
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Before", "S.")


@pytest.mark.parametrize("name", SLOW)
def test_what_took_too_long_is_a_refusal_at_the_desk(name: str) -> None:
    assert refusals.is_refusal(SLOW[name])
    assert "took too long" in refusals.sentence_of(SLOW[name])
    assert not refusals.is_refusal(AWAY["no connection"])
