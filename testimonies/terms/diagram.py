"""Draws docs/moves.md from the table of moves: `python -m testimonies.terms.diagram`.

Prints the page; a test holds the file to it.
"""

import sys
from collections.abc import Iterable, Iterator

from testimonies.terms.states import MOVES, STATES, Move, Reason, Standing, State

HEAD = """\
# The moves

Every change of a record's state, drawn from `testimonies/terms/states.py`. Do not edit
this page: `python -m testimonies.terms.diagram > docs/moves.md` writes it.
"""
NEEDS = {
    Reason.NONE: "",
    Reason.WORDS: "a reason in words",
    Reason.CATEGORY: "a reason category",
}


def page() -> str:
    """Give docs/moves.md."""
    return "\n".join([HEAD, *_diagram(), "", *_table(), ""])


def _diagram() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    [*] --> draft"
    for move in MOVES.values():
        # One that leaves the state as it is stands in the table alone.
        for source in _in_order(move.sources) if move.target else ():
            yield f"    {source} --> {move.target}: {move.name}"
    yield "```"
    yield ""
    yield (
        "Besides, any change of content takes a record that is in review, approved or\n"
        "scheduled back to draft."
    )


def _table() -> Iterator[str]:
    yield "| move | from | standing | to | by | needs |"
    yield "|---|---|---|---|---|---|"
    for move in MOVES.values():
        cells = (move.name, _sources(move), _standings(move), _to(move), move.role)
        yield f"| {' | '.join(cells)} | {_needs(move)} |"


def _in_order(states: Iterable[State]) -> list[State]:
    return [state for state in State if state in states]


def _words(values: Iterable[str]) -> str:
    return ", ".join(value.replace("_", " ") for value in values)


def _sources(move: Move) -> str:
    return "any" if move.sources == STATES else _words(_in_order(move.sources))


def _standings(move: Move) -> str:
    named = [standing for standing in Standing if standing in move.standings]
    return "any" if len(named) == len(Standing) else _words(named)


def _to(move: Move) -> str:
    state = _words([move.target]) if move.target else "the same"
    return f"{state} (standing: {move.standing})" if move.standing else state


def _needs(move: Move) -> str:
    needs = [
        NEEDS[move.reason],
        "every gate without a blocker" if move.runs_gates else "",
        "somebody who changed none of it" if move.needs_second_person else "",
    ]
    return "; ".join(filter(None, needs))


if __name__ == "__main__":
    sys.stdout.write(page())
