"""Whatever the people at the desk do in whatever order, the archive's promises hold."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testimonies import catalogue, ledger
from testimonies.models import Edition, MediaItem, Testimony
from testimonies.terms import MoveName, Standing, State
from tests.factories import (
    Desk,
    first_passage,
    make_illustration,
    make_media,
    make_quote,
)
from tests.moderation.walks import Walk, agree, cross, edit, move

OTHER_MOVES = [*MoveName, MoveName.WITHDRAW, MoveName.RETRACT]
SEEDS = st.integers(0, 35)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just(edit), SEEDS),
        st.tuples(st.just(cross), SEEDS),
        st.tuples(st.just(move), SEEDS, st.sampled_from(OTHER_MOVES)),
        st.tuples(st.just(agree), SEEDS),
    ),
    min_size=4,
    max_size=14,
)
SETTINGS = settings(
    max_examples=14,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@contextmanager
def _walk(desk: Desk) -> Iterator[Walk]:
    with transaction.atomic():
        testimony = desk.consented_testimony()
        make_quote(testimony, by=desk.editor, passage=first_passage(testimony))
        item = make_media(by=desk.editor)
        make_illustration(testimony, item, by=desk.editor)
        yield Walk(desk, testimony, item)
        transaction.set_rollback(True)


def _everything_readable() -> str:
    """All that the reader's login may read, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(string_agg(e::text, ' '), '') FROM testimonies_entry e"
        )
        [entries] = cursor.fetchone()
        cursor.execute(
            "SELECT coalesce(string_agg(e::text, ' '), '') FROM testimonies_edition e"
        )
        return str(entries + cursor.fetchone()[0])


def _issued() -> str:
    return " ".join(edition.document or "" for edition in Edition.objects.all())


def _check(walk: Walk, seen: list[tuple[State, Standing]]) -> None:
    for model in (Testimony, MediaItem):
        for row in model._default_manager.values_list("state", "standing", "ref"):
            state, standing, ref = State(row[0]), Standing(row[1]), row[2]
            is_public = catalogue.current_stamps(ref) is not None
            assert is_public == (standing is Standing.PUBLISHED), (ref, seen)
            if standing is Standing.WITHDRAWN:
                held = Edition.objects.filter(ref=ref, document__isnull=False)
                assert not held.exists()
            if standing is Standing.NEVER:
                assert not Edition.objects.filter(ref=ref).exists()
            seen.append((state, standing))


@SETTINGS
@given(STEPS)
def test_a_random_walk_keeps_states_ledger_entries_and_secrets(
    desk: Desk, steps: list[tuple[object, ...]]
) -> None:
    with _walk(desk) as walk:
        seen: list[tuple[State, Standing]] = []
        published: set[str] = set()
        for step, *arguments in steps:
            before = set(walk.canaries)
            step(walk, *arguments)  # type: ignore[operator]
            _check(walk, seen)
            readable = _everything_readable()
            shown = {word for word in walk.canaries if word in readable}
            new = shown - published
            # A word becomes readable by a publication alone, never by an edit.
            assert not new or step in (move, cross), new
            assert not new - before, new
            assert shown <= {word for word in walk.canaries if word in _issued()}
            published |= shown
        assert ledger.verify() == []
        assert catalogue.rebuild_entries(check=True) == []


def test_the_walks_do_publish_and_withdraw(desk: Desk) -> None:
    """Otherwise the property above would hold of nothing."""
    with _walk(desk) as walk:
        edit(walk, 0)
        cross(walk, 1)
        assert walk.testimony.standing == Standing.PUBLISHED
        assert walk.canaries[0] in _everything_readable()
        edit(walk, 0)
        move(walk, 2, MoveName.REVISE)
        edit(walk, 0)
        assert walk.canaries[2] not in _everything_readable()
        cross(walk, 1)
        assert walk.canaries[2] in _everything_readable()
        agree(walk, 0)
        assert walk.testimony.standing == Standing.WITHDRAWN
        readable = _everything_readable()
        assert not [word for word in walk.canaries if word in readable]
