"""A server to be killed: `python -m tests.recovery.publisher`, on DATA_DIR's cluster.

Reads a word a line and forks for each, as a web server does for its workers; this
process itself never opens a connection. Must run on no archive but its own.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable
from itertools import count

import django

# The settings read the environment.
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Count, F  # noqa: E402

from testimonies import catalogue, ledger, moderation  # noqa: E402
from testimonies.models import (  # noqa: E402
    Edition,
    Entry,
    LedgerEvent,
    Testimony,
    User,
)
from testimonies.terms import Kind, MoveName, Role, Standing, State  # noqa: E402
from tests.factories import (  # noqa: E402
    first_passage,
    grant,
    make_quote,
    make_testimony,
    make_witness,
)
from tests.people import make_person  # noqa: E402

# The state in which each move leaves a record.
AFTER = {
    MoveName.SUBMIT: State.IN_REVIEW,
    MoveName.APPROVE: State.APPROVED,
    MoveName.PUBLISH: State.SETTLED,
    MoveName.REVISE: State.DRAFT,
}


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def migrate() -> None:
    """Make the tables, as the owner."""
    call_command("migrate", verbosity=0)
    say("migrated")


def prepare() -> None:
    """Grant as the owner, and make a small archive as the desk."""
    call_command("database_roles", stdout=sys.stderr)
    boris = make_person("Boris", Role.EDITOR)
    make_person("Clara", Role.REVIEWER)
    dana = make_person("Dana", Role.STEWARD)
    for _ in range(2):
        witness = make_witness(by=boris)
        grant(witness, by=dana)
        testimony = make_testimony(by=boris, witness=witness)
        make_quote(testimony, by=boris, passage=first_passage(testimony))
    say("prepared")


def move_on(testimony: Testimony) -> None:
    """Make the next move on the way to the next edition."""
    boris, clara, dana = User.objects.order_by("username")
    match State(testimony.state):
        case State.SETTLED:
            moderation.revise(testimony, by=boris)
        case State.DRAFT:
            with ledger.acting(boris):
                # Both the testimony's document and its quote's will be new ones.
                testimony.title = f"Title {time.monotonic_ns()}"
                testimony.save(update_fields=["title"])
                quote = testimony.quotes.get()
                quote.printed_where = testimony.title
                quote.save(update_fields=["printed_where"])
            moderation.submit(testimony, by=boris)
        case State.IN_REVIEW:
            moderation.approve(testimony, by=clara)
        case _:
            say("publishing")
            begun = time.monotonic()
            moderation.publish(testimony, by=dana)
            say("published", time.monotonic() - begun)


def publish_on() -> None:
    """Publish until killed."""
    for turn in count():
        testimonies = Testimony.objects.order_by("pk")
        testimony = testimonies[turn % len(testimonies)]
        move_on(testimony)
        while State(testimony.state) is not State.SETTLED:
            move_on(testimony)


def publish_once() -> None:
    """Take the first testimony through to its next edition."""
    testimony = Testimony.objects.order_by("pk")[0]
    before = Edition.objects.filter(ref=testimony.ref).count()
    move_on(testimony)
    while State(testimony.state) is not State.SETTLED:
        move_on(testimony)
    after = Edition.objects.filter(ref=testimony.ref).count()
    say("went on" if after == before + 1 else f"{before} editions, then {after}")


def examine() -> None:
    """Say all that is wrong, on one line."""
    problems = ledger.verify() + catalogue.rebuild_entries(check=True)
    for testimony in Testimony.objects.prefetch_related("quotes"):
        problems += halves_of(testimony)
    stale = Entry.objects.exclude(edition=None).exclude(
        edition__digest=F("stamp"), edition__document__isnull=False
    )
    problems += [f"{entry.ref} shows another edition." for entry in stale]
    say("wrong:", *problems)


def halves_of(testimony: Testimony) -> list[str]:
    """Say where one part of a publication is there and another is not."""
    moves = LedgerEvent.objects.filter(ref=testimony.ref, action__in=AFTER)
    published = moves.filter(action=MoveName.PUBLISH).count()
    refs = [testimony.ref, *(quote.ref for quote in testimony.quotes.all())]
    editions = dict(
        Edition.objects.filter(ref__in=refs)
        .order_by()
        .values_list("ref")
        .annotate(total=Count("*"))
    )
    newest = moves.last()
    state = AFTER[MoveName(newest.action)] if newest else State.DRAFT
    standing = Standing.PUBLISHED if published else Standing.NEVER
    shown = Entry.objects.filter(ref__in=refs).count()
    facts = {
        "editions": {editions.get(ref, 0) for ref in refs} == {published},
        "state": testimony.state == state,
        "standing": testimony.standing == standing,
        "entries": shown == (len(refs) if published else 0),
    }
    return [f"{testimony.ref}: {name}." for name, holds in facts.items() if not holds]


def halve() -> None:
    """Do by hand what must not happen, or mend it."""
    removed, _ = Entry.objects.filter(kind=Kind.QUOTE).delete()
    if not removed:
        catalogue.rebuild_entries()
    say("halved" if removed else "mended")


WORDS: dict[str, Callable[[], None]] = {
    "migrate": migrate,
    "prepare": prepare,
    "publish": publish_on,
    "once": publish_once,
    "examine": examine,
    "halve": halve,
}


def main() -> None:
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            try:
                WORDS[line.strip()]()
            except Exception:  # noqa: BLE001 - the test reads it
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        say("pid", pid)
        os.waitpid(pid, 0)
        say("ended")


if __name__ == "__main__":
    main()
