"""The environment is read in types, and refused in sentences that tell no secret."""

from pathlib import Path

import pytest

from archive import env
from archive.env import VariableRefused

NAME = "KUA_TRIED"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv(NAME, raising=False)
    return monkeypatch


def test_a_missing_value_is_refused_by_name(given: pytest.MonkeyPatch) -> None:
    with pytest.raises(VariableRefused, match=rf"^{NAME} is not set: .*\.$"):
        env.text(NAME)


@pytest.mark.parametrize("value", ["", "  "])
def test_white_space_is_no_value(given: pytest.MonkeyPatch, value: str) -> None:
    given.setenv(NAME, value)
    assert not env.is_set(NAME)
    assert env.text(NAME, "default") == "default"
    assert env.words(NAME, ["default"]) == ["default"]
    assert env.flag(NAME, default=True)


@pytest.mark.parametrize(
    ("value", "meant"),
    [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)],
)
def test_a_flag_says_yes_or_no(
    given: pytest.MonkeyPatch, value: str, meant: bool
) -> None:
    given.setenv(NAME, value)
    assert env.flag(NAME, default=not meant) is meant


def test_words_stand_between_commas_or_spaces(given: pytest.MonkeyPatch) -> None:
    given.setenv(NAME, "a.example, b.example  c.example,")
    assert env.words(NAME) == ["a.example", "b.example", "c.example"]


def test_a_number_keeps_its_bounds(given: pytest.MonkeyPatch) -> None:
    assert env.number(NAME, default=8000, least=1, most=65535) == 8000
    for good in ("1", "65535"):
        given.setenv(NAME, good)
        assert env.number(NAME, default=8000, least=1, most=65535) == int(good)
    for bad in ("0", "65536", "-1", "8e3", "٣", "²"):
        given.setenv(NAME, bad)
        with pytest.raises(VariableRefused, match="from 1 to 65535"):
            env.number(NAME, default=8000, least=1, most=65535)


def test_a_short_secret_is_refused(given: pytest.MonkeyPatch) -> None:
    assert env.secret(NAME, characters=50, default="made for a demo") != ""
    given.setenv(NAME, "x" * 50)
    assert env.secret(NAME, characters=50) == "x" * 50
    given.setenv(NAME, "x" * 49)
    with pytest.raises(VariableRefused, match="at least 50"):
        env.secret(NAME, characters=50)


def test_an_address_has_a_known_scheme_and_a_host(given: pytest.MonkeyPatch) -> None:
    given.setenv(NAME, "https://archive.example/a")
    assert env.url(NAME, schemes=("http", "https")) == "https://archive.example/a"
    assert env.url("KUA_UNSET", schemes=("https",), default="") == ""


@pytest.mark.parametrize(
    "value",
    [
        "sesame",
        "ftp://me:sesame@archive.example",
        "https:///sesame",
        "https://me:sesame@archive.example:port",
        "https://[sesame",
    ],
)
def test_a_bad_address_is_refused_without_repeating_it(
    given: pytest.MonkeyPatch, value: str
) -> None:
    given.setenv(NAME, value)
    with pytest.raises(VariableRefused) as refusal:
        env.url(NAME, schemes=("http", "https"))
    assert str(refusal.value).startswith(NAME)
    assert "sesame" not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    "value",
    ["postgres://me@host/kua", "postgresql:///kua", "postgresql://me@%2Frun:5432/kua"],
)
def test_a_database_is_a_postgresql(given: pytest.MonkeyPatch, value: str) -> None:
    given.setenv(NAME, value)
    assert env.database(NAME) == value


@pytest.mark.parametrize(
    "value", ["sqlite:///sesame", "sesame", "postgres://me:sesame@host:port/kua"]
)
def test_what_is_no_postgresql_is_refused(
    given: pytest.MonkeyPatch, value: str
) -> None:
    given.setenv(NAME, value)
    with pytest.raises(VariableRefused, match=rf"^{NAME} ") as refusal:
        env.database(NAME)
    assert "sesame" not in str(refusal.value)


def test_a_folder_is_absolute(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert env.folder(NAME, tmp_path) == tmp_path
    given.setenv(NAME, "files")
    with pytest.raises(VariableRefused, match="absolute"):
        env.folder(NAME, tmp_path)


@pytest.mark.parametrize("value", ["Asia/Nowhere", "../etc/passwd", "/etc", "Asia"])
def test_an_unknown_zone_is_refused(given: pytest.MonkeyPatch, value: str) -> None:
    assert env.zone(NAME, "Asia/Almaty") == "Asia/Almaty"
    given.setenv(NAME, value)
    with pytest.raises(VariableRefused, match="Asia/Almaty"):
        env.zone(NAME)


@pytest.mark.parametrize(
    "read",
    [
        lambda: env.flag(NAME),
        lambda: env.number(NAME, default=1, least=1, most=9),
        lambda: env.secret(NAME, characters=50),
        lambda: env.url(NAME, schemes=("https",)),
        lambda: env.folder(NAME, Path("/")),
        lambda: env.database(NAME),
        lambda: env.zone(NAME),
    ],
)
def test_no_refusal_repeats_the_value(given: pytest.MonkeyPatch, read: object) -> None:
    given.setenv(NAME, "sesame")
    assert callable(read)
    with pytest.raises(VariableRefused) as refusal:
        read()
    assert "sesame" not in str(refusal.value)
    assert str(refusal.value).startswith(f"{NAME} ")


@pytest.mark.parametrize(
    ("value", "count"), [("", 0), ("no", 0), ("1", 1), ("yes", 1), ("2", 2), ("9", 9)]
)
def test_proxies_are_counted(
    monkeypatch: pytest.MonkeyPatch, value: str, count: int
) -> None:
    monkeypatch.setenv("BEHIND_TLS_PROXY", value)
    assert env.proxies("BEHIND_TLS_PROXY") == count


@pytest.mark.parametrize("value", ["-1", "10", "two", "1.5"])
def test_a_count_of_proxies_that_is_none_is_refused(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("BEHIND_TLS_PROXY", value)
    with pytest.raises(env.VariableRefused, match="BEHIND_TLS_PROXY is not a whole"):
        env.proxies("BEHIND_TLS_PROXY")


def test_a_demo_is_known_under_this_machines_names_only() -> None:
    env.only_here("ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
    for host in ("archive.example.org", "*", ".localhost", "10.0.0.1"):
        with pytest.raises(env.VariableRefused, match=r"^ALLOWED_HOSTS names more"):
            env.only_here("ALLOWED_HOSTS", ["localhost", host])
