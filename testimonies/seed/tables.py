"""Reads the data files (TOML 1.0) and names file, table and key of whatever is wrong.

Knows no database table and writes nothing.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from testimonies.terms import (
    ContentNote,
    DateMalformed,
    EdtfDate,
    Kind,
    Ref,
    RefMalformed,
    kind_of,
    parse_ref,
)

DATA: Final = Path(__file__).parent / "data"

MemberT = TypeVar("MemberT", bound=StrEnum)

DATES: Final = ("date", "posted", "published", "happened", "given", "given_on")


class SeedMalformed(ValueError):
    """A data file that cannot be loaded; the message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a data file, which knows where it stands.

    `translated` says who made the translations of its file, and how.
    """

    where: str
    values: Mapping[str, Any]
    translated: Mapping[str, Any]

    def refusal(self, key: str, advice: str) -> SeedMalformed:
        return SeedMalformed(f"{self.where}, “{key}”: {advice}")

    def require_keys(self, known: Iterable[str]) -> None:
        """Refuse keys that nobody would read, such as mistyped ones."""
        names = sorted(known)
        for key in self.values.keys() - names:
            advice = f"there is no such key here; use one of {', '.join(names)}."
            raise self.refusal(key, advice)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.refusal(key, "write a text in quotation marks.")
        return value

    def texts(self, key: str) -> list[str]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.refusal(key, "write a list of texts in square brackets.")
        return value

    def tables(self, key: str) -> list["Table"]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.refusal(key, "begin each of its tables with double brackets.")
        return [
            Table(f"{self.where}, {key} {number}", values, self.translated)
            for number, values in enumerate(value, 1)
        ]

    def translations(self) -> Iterator[tuple[str, "Table"]]:
        """Give the translated texts by language."""
        value = self.values.get("translations", {})
        if not isinstance(value, dict):
            raise self.refusal("translations", "write one table a language.")
        for language, texts in value.items():
            if not isinstance(texts, dict):
                raise self.refusal(f"translations.{language}", "write a table.")
            where = f"{self.where}, translations.{language}"
            yield language, Table(where, texts, self.translated)

    def ref(self, kind: Kind) -> Ref:
        text = self.text("ref")
        try:
            found = kind_of(text)
        except RefMalformed as refusal:
            raise self.refusal("ref", str(refusal)) from None
        if found is not kind:
            raise self.refusal("ref", f"this is the ref of another kind: {found.name}.")
        return parse_ref(text)

    def member(self, key: str, choices: type[MemberT]) -> MemberT:
        """Give the member of a closed list that the value names."""
        text = self.text(key)
        if text not in list(choices):
            advice = f"“{text}” is unknown; use one of {', '.join(choices)}."
            raise self.refusal(key, advice)
        return choices(text)

    def columns(self, names: Iterable[str]) -> dict[str, Any]:
        """Give the named values that are there; dates and content notes are checked."""
        found = {name: self.values[name] for name in names if name in self.values}
        for name in found.keys() & {*DATES}:
            self._require_date(name)
        for note in self.texts("content_notes") if "content_notes" in found else []:
            if note not in list(ContentNote):
                advice = f"“{note}” is unknown; use {', '.join(ContentNote)}."
                raise self.refusal("content_notes", advice)
        return found

    def _require_date(self, key: str) -> None:
        try:
            EdtfDate.parse(self.text(key))
        except DateMalformed as refusal:
            raise self.refusal(key, str(refusal)) from None


Tables = Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Archive:
    """All data files, each table by its key."""

    tags: Tables
    places: Tables
    sources: Tables
    collections: Tables
    media: Tables
    witnesses: Tables
    testimonies: Tables


def read_archive(folder: Path = DATA) -> Archive:
    """Read every data file. Raises SeedMalformed."""
    return Archive(
        tags=_read(folder / "tags.toml", "tag"),
        places=_read(folder / "places.toml", "place"),
        sources=_read(folder / "sources.toml", "source"),
        collections=_read(folder / "collections.toml", "collection"),
        media=_read(folder / "media.toml", "media"),
        witnesses=_read(folder / "witnesses.toml", "witness"),
        testimonies=_read(folder / "testimonies.toml", "testimony"),
    )


def _read(path: Path, name: str) -> Tables:
    whole = Table(path.name, _parsed(path), {})
    whole.require_keys({name, "translated"})
    translated = Table(
        f"{path.name}, translated", whole.values.get("translated", {}), {}
    )
    translated.require_keys({"translator", "is_machine", "is_reviewed"})
    found: dict[str, Table] = {}
    for table in whole.tables(name):
        key = table.text("key")
        if key in found:
            raise table.refusal("key", f"“{key}” is taken already; choose another.")
        where = f"{path.name}, {name} “{key}”"
        found[key] = Table(where, table.values, translated.values)
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SeedMalformed(f"{path.name} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        message = f"{path.name} is not TOML: {error}. Correct that line."
        raise SeedMalformed(message) from None


def one_of(tables: Tables, table: Table, *, key: str, wanted: str) -> Table:
    """Give the table that `wanted` names. Raises SeedMalformed naming `key`."""
    if wanted not in tables:
        advice = f"nothing has the key “{wanted}”; use one of {', '.join(tables)}."
        raise table.refusal(key, advice)
    return tables[wanted]
