"""An answer's headers as text to review: all names, all values, volatile ones as “…”.

What every answer has stands once in the file, under COMMON; a section lists what its
answers have besides, and what they lack of it.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.readers import DESK_PATHS, STAFF_PATHS

STORED = Path(__file__).with_name("headers.toml")
COMMON = ("everywhere", "to readers", "at the desk")
LACKING = "(not sent)"

VOLATILE = {"ETag", "Date", "Expires", "Last-Modified", "Content-Length"}
# Refs and row ids differ in each run.
REF = re.compile(r"\b[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}\b")
ID = re.compile(r"/\d+/")
MARKER = re.compile(r"\bafter=[^&>]*")
RECEIPT = re.compile(r"/thanks/[^/]+/")
UID = re.compile(r"/reset/(?!asked)[^/]+/")

Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer: the section that it belongs to, the verb, and what was sent."""

    section: str
    verb: str
    path: str
    status: int
    headers: Headers

    @property
    def is_desks(self) -> bool:
        return self.path.startswith(DESK_PATHS)


def headers_of(response: Any) -> Headers:
    """Give the names and steady values of an answer's headers and cookies."""
    found = {name: _steady(name, value) for name, value in response.headers.items()}
    for cookie in response.cookies.values():
        shown = re.sub(r"=[^;]*", "=…", cookie.OutputString(), count=1)
        steady = re.sub(r"expires=[^;]*", "expires=…", shown)
        found[f"Set-Cookie {cookie.key}"] = steady
    return found


def _steady(name: str, value: str) -> str:
    if name in VOLATILE:
        return "…"
    if name == "Content-Security-Policy":
        # The library keeps no order of them.
        return "; ".join(sorted(value.split("; ")))
    if name == "Content-Disposition":
        return REF.sub("<ref>", value)
    if name == "Link":
        return MARKER.sub("after=…", value)
    if name != "Location":
        return value
    named = ID.sub("/<id>/", REF.sub("<ref>", value))
    return UID.sub("/reset/<uid>/", RECEIPT.sub("/thanks/<receipt>/", named))


def stored() -> Mapping[str, Headers]:
    return tomllib.loads(STORED.read_text())


def as_text(answers: Iterable[Seen]) -> str:
    """Write the answers as the file that is stored, its common part taken over."""
    text = STORED.read_text()
    head, _, _ = text.partition("\n# --- ")
    common = stored()
    parts = [f"{head}\n# --- Each kind of answer\n"]
    for (section, shown), verbs in _grouped(answers, common).items():
        parts.append(f'["{section}: {", ".join(verbs)}"]')
        parts += [f"{_quoted(name)} = {_quoted(value)}" for name, value in shown]
        parts.append("")
    return "\n".join(parts)


def _grouped(
    answers: Iterable[Seen], common: Mapping[str, Headers]
) -> dict[tuple[str, tuple[tuple[str, str], ...]], list[str]]:
    """Put together the verbs that a section answers with the same headers."""
    groups: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for answer in answers:
        key = (answer.section, _besides(answer, common))
        groups.setdefault(key, []).append(f"{answer.verb} {answer.status}")
    return groups


def _besides(
    answer: Seen, common: Mapping[str, Headers]
) -> tuple[tuple[str, str], ...]:
    side = COMMON[2] if answer.path.startswith(STAFF_PATHS) else COMMON[1]
    usual = {**common[COMMON[0]], **common[side]}
    own = {n: v for n, v in answer.headers.items() if usual.get(n) != v}
    lacking = {name: LACKING for name in usual if name not in answer.headers}
    return tuple(sorted({**own, **lacking}.items()))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
