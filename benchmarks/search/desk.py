"""Fills the desk's own tables with as many drafts, and times its lists.

Only in the benchmark's database, where nobody works: the triggers that note who changed
what are silent while it is filled.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connections, models, transaction
from django.test import Client
from psycopg.types.json import Jsonb

from benchmarks.search.clocks import Took, took
from benchmarks.search.corpus import BLOCK, SHORT, document
from benchmarks.search.database import as_owner, rows, value
from benchmarks.search.vocabulary import ref_of
from testimonies.catalogue.copying import copy_into, line_of
from testimonies.models import MediaItem, Quote, Testimony, User, Witness
from testimonies.terms import Kind

ROUNDS = 40
MODELS = (Witness, Testimony, Quote, MediaItem)
# Titles are drawn anew only so often: what stands in them costs the lists nothing.
TITLES = 1000
LISTS = {
    # By title, witness (both ways), state and standing.
    "testimony": (
        *("", "?p=3", "?state__exact=draft"),
        *("?o=0", "?o=1", "?o=-1", "?o=-2", "?o=3"),
    ),
    "quote": ("", "?p=3", "?language__exact=en"),
    "mediaitem": ("", "?p=3", "?platform__exact=tiktok"),
    "witness": ("", "?p=3", "?name_kind__exact=pseudonym"),
    "tag": ("", "?kind__exact=subject"),
}
# What all have with what many have; what one, none and all have.
SEARCHES = {
    "testimony": ("?q=synthetic+th", "?q=witness+31415"),
    "quote": ("?q=stone",),
    "witness": ("?q=Synth",),
}


def fill(count: int) -> None:
    """Make drafts of so many records: as many of each kind as the archive has."""
    if value("SELECT EXISTS (SELECT 1 FROM testimonies_testimony)"):
        return
    with as_owner(), transaction.atomic(using="owner"):
        for model in MODELS:
            _silence(model, "DISABLE")
        _copy(Witness, _witnesses(count))
        _copy(Testimony, _testimonies(count, _first(Witness)))
        _copy(Quote, _quotes(count, _first(Testimony)))
        _copy(MediaItem, _media(count))
        rows("SET CONSTRAINTS ALL IMMEDIATE")
        for model in MODELS:
            _silence(model, "ENABLE")
    for model in MODELS:
        rows(f"VACUUM ANALYZE {model._meta.db_table}")


def _silence(model: type[models.Model], verb: str) -> None:
    rows(f"ALTER TABLE {model._meta.db_table} {verb} TRIGGER USER")


def _copy(model: type[models.Model], drafts: Iterable[models.Model]) -> None:
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    connection = connections["owner"]
    lines = (
        line_of(
            *(
                _plain(
                    field.get_db_prep_save(field.pre_save(draft, add=True), connection)
                )
                for field in columns
            )
        )
        for draft in drafts
    )
    copy_into(model, [field.column for field in columns], lines)


def _plain(value: Any) -> Any:
    return json.dumps(value.obj) if isinstance(value, Jsonb) else value


def _witnesses(count: int) -> Iterator[Witness]:
    for number in range(0, count, BLOCK):
        yield Witness(
            ref=ref_of(Kind.WITNESS, number),
            name=f"Synthetic witness {number}",
            name_kind="pseudonym",
        )


def _numbers(kind: Kind, count: int) -> Iterator[int]:
    kinds = [document(SHORT, place).ref[0] for place in range(BLOCK)]
    return (number for number in range(count) if kinds[number % BLOCK] == kind)


def _titles(kind: Kind) -> list[str]:
    numbers = _numbers(kind, TITLES * BLOCK)
    found = (
        document(SHORT, number)
        for number, _ in zip(numbers, range(TITLES), strict=False)
    )
    return [getattr(each, "text", "") or each.title.text for each in found]  # type: ignore[union-attr]


def _first(model: type[models.Model]) -> int:
    return int(
        model._default_manager.using("owner").order_by("pk").values_list("pk")[0][0]
    )


def _testimonies(count: int, first: int) -> Iterator[Testimony]:
    titles = _titles(Kind.TESTIMONY)
    for number in _numbers(Kind.TESTIMONY, count):
        yield Testimony(
            ref=ref_of(Kind.TESTIMONY, number),
            title=titles[number % TITLES],
            witness_id=first + number // BLOCK,
        )


def _quotes(count: int, first: int) -> Iterator[Quote]:
    texts = _titles(Kind.QUOTE)
    for place, number in enumerate(_numbers(Kind.QUOTE, count)):
        yield Quote(
            ref=ref_of(Kind.QUOTE, number),
            testimony_id=first + place,
            text=texts[number % TITLES],
            language="en",
        )


def _media(count: int) -> Iterator[MediaItem]:
    titles = _titles(Kind.MEDIA)
    for number in _numbers(Kind.MEDIA, count):
        yield MediaItem(
            ref=ref_of(Kind.MEDIA, number),
            title=titles[number % TITLES],
            kind="video",
            platform="tiktok" if number % 3 else "unknown",
        )


def lists() -> dict[str, Any]:
    """Time the desk's lists and the searches in them, as a manager sees them."""
    with as_owner():
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(_steward())
        return {
            "lists": _every(client, LISTS.items(), ROUNDS),
            "searches": _every(client, SEARCHES.items(), ROUNDS // 4),
        }


def _steward() -> User:
    person, _ = User.objects.using("owner").get_or_create(
        username="synthetic-steward", is_staff=True, is_active=True
    )
    from django.contrib.auth.models import Group  # noqa: PLC0415 - needs the apps

    group, _ = Group.objects.using("owner").get_or_create(name="steward")
    person.groups.set([group])
    person.refresh_from_db()
    return person


def _every(
    client: Client, wanted: Iterable[tuple[str, Sequence[str]]], rounds: int
) -> dict[str, dict[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = {}
    for name, tails in wanted:
        for tail in tails:
            path = f"/admin/testimonies/{name}/{tail}"
            _asked(client, path)
            times = [_asked(client, path) for _ in range(rounds)]
            found[path] = {
                "wall": [round(each.wall, 2) for each in times],
                "processor": [round(each.processor, 2) for each in times],
            }
            print(path, f"{max(each.processor for each in times):.0f}", flush=True)
    return found


def _asked(client: Client, path: str) -> Took:
    answers: list[int] = []
    processes = [os.getpid()]
    raw = connections["default"].connection
    if raw is not None:
        processes.append(raw.info.backend_pid)
    each = took(lambda: answers.append(client.get(path).status_code), processes)
    assert answers == [200], f"{path} answered {answers}."
    return each
