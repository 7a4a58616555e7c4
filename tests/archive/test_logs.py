"""A log says where an error happened, and repeats nobody's words."""

import logging

from archive.logs import FramesOnly


def _logged(error: Exception) -> str:
    try:
        raise error from ValueError("an inner secret")
    except type(error) as raised:
        info = (type(raised), raised, raised.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "it failed", (), info)
    return FramesOnly().format(record)


def test_an_error_is_logged_by_its_place_and_type_without_its_words() -> None:
    text = _logged(RuntimeError("Failing row contains (the witness's words)"))
    assert "it failed" in text
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py" in text
    assert "witness" not in text
    assert "secret" not in text
