"""The seed leaks nothing either: loaded as `make demo` does, with canaries in it."""

import pytest

from tests.leaks import sight, sinks
from tests.leaks.walk import Walk, say

# On the same worker as the other archive: one is open at a time.
pytestmark = pytest.mark.django_db


def test_nothing_that_is_withheld_leaves_the_seed(
    seed_walk: Walk, capsys: pytest.CaptureFixture[str]
) -> None:
    with sinks.logged() as written:
        for places in seed_walk.routes(is_public=True).values():
            # Those in English come first; the other archive has the others.
            for place in places[: -(-len(places) // 3)]:
                seed_walk.ask(place.path)
        for places in seed_walk.routes(is_public=False).values():
            for role in ("anonymous", "researcher"):
                seed_walk.ask(places[0].path, role=role)
        seed_walk.crawl()
        seed_walk.look_at(sinks.readable(), sight.is_public)
        seed_walk.look_at(sinks.commands(), sight.may_be_told_to_operators)
    asked = seed_walk.asked
    for line in written.getvalue().splitlines():
        seed_walk.look("a line of the log", line, lambda c: c.number in asked)
    withheld = {canary.column for canary in seed_walk.scene.garden.canaries}
    read = seed_walk.report.read
    say(
        capsys,
        f"{len(seed_walk.scene.garden.canaries)} canaries in the seed;"
        f" read {read['anonymous']} answers",
    )
    assert not seed_walk.report.leaks, str(seed_walk.report)
    assert withheld >= seed_walk.scene.planted.columns
    assert read["anonymous"] > 400
    assert seed_walk.ask("/testimonies/t9mt29qns/", role="anonymous").status_code == 301
