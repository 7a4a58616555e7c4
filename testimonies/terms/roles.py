"""Roles of the people at the desk. Each role of LADDER includes the ones before it."""

from enum import StrEnum


class Role(StrEnum):
    """The names are those of the Django groups made after migration."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    STEWARD = "steward"
    RESEARCHER = "researcher"


LADDER = (Role.CONTRIBUTOR, Role.EDITOR, Role.REVIEWER, Role.STEWARD)


def roles_that_include(role: Role) -> frozenset[Role]:
    """Give the roles whose holders may do what `role` may do."""
    if role not in LADDER:
        return frozenset({role})
    return frozenset(LADDER[LADDER.index(role) :])
