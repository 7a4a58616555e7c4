"""No lock holds a version with a hole that somebody here has read of."""

import re
import tomllib
from datetime import date
from typing import Any
from unittest import mock

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture.sources import ROOT
from tests.attacks import attack, named

REQUIREMENTS = ROOT / "requirements"
PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
LOCKS = ("base", "media", "demo", "dev")
FLOOR = Version("5.2.18")


def known() -> dict[str, Any]:
    return tomllib.loads((REQUIREMENTS / "advisories.toml").read_text())


def pins(lock: str) -> dict[str, Version]:
    text = (REQUIREMENTS / f"{lock}.txt").read_text()
    return {name.lower(): Version(version) for name, version in PIN.findall(text)}


def holes(pinned: dict[str, Version]) -> list[str]:
    return [
        f"{each['package']} {pinned[each['package']]}: {each['id']}"
        for each in known()["advisory"]
        if each["package"] in pinned
        and pinned[each["package"]] < Version(each["below"])
    ]


def old(lock: str) -> dict[str, Version]:
    """A lock of yesterday."""
    del lock
    return {"django": Version("5.2.17"), "gunicorn": Version("22.0.0")}


yesterday = named("a new lock", lambda: mock.patch(f"{__name__}.pins", old))


@attack(1, without=yesterday)
@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_has_a_hole_that_is_known(lock: str) -> None:
    assert holes(pins(lock)) == []
    assert pins(lock)["django"] >= FLOOR


@attack(1)
def test_what_may_be_locked_begins_above_the_holes() -> None:
    lines = (REQUIREMENTS / "base.in").read_text().splitlines()
    asked = [Requirement(line) for line in lines if line[:1].isalpha()]
    (django,) = (each for each in asked if each.name == "Django")
    assert django.specifier.contains("5.2.18")
    for hole in ("5.2.17", "5.2.0", "4.2.30"):
        assert not django.specifier.contains(hole), hole


def test_every_hole_is_of_something_that_is_locked() -> None:
    """A name that is mistyped would never be found."""
    everything = pins("dev")
    for each in known()["advisory"]:
        assert each["package"] in everything, each
        assert each.keys() == {"package", "id", "below", "about"}


def test_the_list_says_how_old_it_is() -> None:
    assert isinstance(known()["read"], date)
