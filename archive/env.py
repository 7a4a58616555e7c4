"""Answers what the environment says, in types (12-factor, III).

A missing or bad value is refused with one sentence that names the variable and
what to do. Must never repeat a value in a message (it may be a secret), and must
not know Django's settings.
"""

import os
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

FLAGS = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
HERE = {"127.0.0.1", "localhost", "[::1]"}
POSTGRESQL = {"postgres", "postgresql"}


class VariableRefused(ImproperlyConfigured):
    """A variable of the environment cannot be used; the sentence says why."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(f"{name} {advice}.")


def is_set(name: str) -> bool:
    """Say whether the variable holds anything but white space."""
    return bool(os.environ.get(name, "").strip())


def text(name: str, default: str | None = None) -> str:
    """Return the value; without a default the variable is required."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise VariableRefused(name, "is not set: set it to a value")
    return default


def secret(name: str, *, characters: int, default: str | None = None) -> str:
    """Return a value of at least so many characters; a default is not measured."""
    value = text(name, default)
    if is_set(name) and len(value) < characters:
        advice = f"is too short: use at least {characters} random characters"
        raise VariableRefused(name, advice)
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return whether the variable says yes (1, true, yes, on) or no."""
    value = text(name, "").lower()
    if not value:
        return default
    if value not in FLAGS:
        raise VariableRefused(name, "is neither yes nor no: use 1 or 0")
    return FLAGS[value]


def number(name: str, *, default: int, least: int, most: int) -> int:
    """Return a whole number within the bounds, both included."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        advice = f"is not a whole number from {least} to {most}: correct it"
        raise VariableRefused(name, advice)
    return int(value)


def proxies(name: str) -> int:
    """Return how many proxies stand before the server: a number, or yes for one."""
    value = text(name, "").lower()
    if value in FLAGS or not value:
        return int(FLAGS.get(value, False))
    return number(name, default=0, least=0, most=9)


def only_here(name: str, hosts: Collection[str]) -> None:
    """Refuse host names under which another machine could be answered."""
    if not set(hosts) <= HERE:
        advice = "names more than this machine, where DEMO is set: use localhost"
        raise VariableRefused(name, advice)


def words(name: str, default: Collection[str] = ()) -> list[str]:
    """Return the values between commas or spaces, in their order."""
    return text(name, "").replace(",", " ").split() or list(default)


def url(name: str, *, schemes: Collection[str], default: str | None = None) -> str:
    """Return an address with one of the schemes and a host; "" only by default."""
    value = text(name, default)
    if not value:
        return value
    parts = _split(name, value)
    if parts.scheme not in schemes:
        advice = f"is not an address that begins with {_choice(schemes, '://')}"
        raise VariableRefused(name, advice)
    if not parts.netloc:
        raise VariableRefused(name, f"names no host: use {parts.scheme}://host/…")
    return value


def database(name: str) -> str:
    """Return the address of a PostgreSQL; without a host, of this machine's."""
    value = text(name)
    if _split(name, value).scheme not in POSTGRESQL:
        advice = "is no address of a PostgreSQL: begin it with postgresql://"
        raise VariableRefused(name, advice)
    return value


def folder(name: str, default: Path) -> Path:
    """Return an absolute path; whether it exists is the caller's question."""
    path = Path(text(name, str(default))).expanduser()
    if not path.is_absolute():
        raise VariableRefused(name, "is not an absolute path: begin it with /")
    return path


def zone(name: str, default: str = "UTC") -> str:
    """Return the name of a time zone that this machine knows (IANA tz)."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):
        # Unknown names, folders of zones and paths each raise another of these.
        advice = "is not a known time zone: use a name such as Asia/Almaty"
        raise VariableRefused(name, advice) from None
    return value


def _split(name: str, value: str) -> SplitResult:
    try:
        parts = urlsplit(value)
        # Reading the port is what finds a bad one.
        _ = parts.port
    except ValueError:
        # Not "from error": that message quotes the address, password and all.
        raise VariableRefused(name, "is not a well-formed address") from None
    return parts


def _choice(values: Collection[str], suffix: str) -> str:
    return " or ".join(value + suffix for value in sorted(values))
