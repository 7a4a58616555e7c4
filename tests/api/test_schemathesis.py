"""What OpenAPI says is what happens: requests made up from it, by schemathesis.

All of its checks, in all of its phases, each with few requests and the same in every
run: what is well formed must be accepted, what is malformed refused, and answers be of
their type. To run longer: `schemathesis run http://127.0.0.1:8000/api/v1/openapi.json`.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from schemathesis.config import CacheConfig, SchemathesisConfig
from schemathesis.engine import Status, StopReason, events, from_schema
from schemathesis.openapi import from_wsgi

from tests.robustness.scene import Scene

APPLICATION = get_wsgi_application()
FEW = 2


@pytest.fixture
def served(scene: Scene) -> Iterator[Any]:
    """Serve on the tests' one connection, which no request may close."""
    mine = connections["default"]
    signals = (request_started, request_finished)

    def serve(environ: dict[str, Any], start_response: Any) -> Any:
        # The engine asks from a thread of its own.
        connections["default"] = connections["public"] = mine
        # It says that it takes gzip, and unpacks none.
        given = {"REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "identity"}
        return APPLICATION({**environ, **given}, start_response)

    for signal in signals:
        signal.disconnect(close_old_connections)
    mine.inc_thread_sharing()
    yield serve
    mine.dec_thread_sharing()
    for signal in signals:
        signal.connect(close_old_connections)


def wrongs(scenario: Any) -> Iterator[str]:
    """Word every check that failed, with the request that it failed for."""
    for key, checks in scenario.recorder.checks.items():
        case = scenario.recorder.cases[key].value
        for check in checks:
            if check.status is Status.FAILURE:
                yield f"{case.as_curl_command()}\n{check.failure_info.failure}"


def found_wrong(served: Any, *names: str) -> list[str]:
    """Let requests be made up for the named operations; give what was wrong."""
    config = SchemathesisConfig(seed=1, cache=CacheConfig(enabled=False))
    described = from_wsgi("/api/v1/openapi.json", served, config=config)
    described.config.generation.update(max_examples=FEW, deterministic=True)
    found: list[str] = []
    asked = 0
    for event in from_schema(described.include(operation_id=[*names])).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            found += wrongs(event)
            asked += len(event.recorder.cases)
        if isinstance(event, events.EngineFinished):
            assert event.stop_reason is StopReason.COMPLETED
    assert asked >= FEW * len(names)
    return found


def test_what_is_described_is_what_happens(served: Any) -> None:
    """One function makes the operations of all kinds; of two kinds they are tried."""
    operations = ("list_testimonies", "get_testimony", "list_tags", "get_tag", "search")
    found = found_wrong(served, *operations)
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("testimonies.api.records.record_text", lambda _: "{}"),
        ("testimonies.api.records.no_such_page", lambda: 1 / 0),
        ("testimonies.api.errors.VERBS", "POST"),
    ],
    ids=["another type", "a fault", "a verb that is none"],
)
def test_what_happens_otherwise_would_be_seen(
    served: Any, monkeypatch: pytest.MonkeyPatch, place: str, wrong: Any
) -> None:
    monkeypatch.setattr(place, wrong)
    assert found_wrong(served, "list_tags")
