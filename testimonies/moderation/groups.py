"""Django groups for the roles, made after migration from the terms.

Roles are asked of the database each time. Whoever asks often in one request keeps the
answer (admin/visit.py); a move asks anew in its transaction (moving.py), so that a role
taken away a moment ago moves nothing.
"""

from typing import Any

from django.contrib.auth.models import Group

from testimonies.models import User
from testimonies.terms import Role, roles_that_include


def make_groups(using: str, **_: Any) -> None:
    """Make a group per role where it is missing (a post_migrate handler)."""
    for role in Role:
        Group.objects.using(using).get_or_create(name=role.value)


def roles_of(user: User) -> frozenset[Role]:
    """Give every role that an active person may act in: one query."""
    if not user.is_active:
        return frozenset()
    held = set(Group.objects.filter(user=user).values_list("name", flat=True))
    return frozenset(role for role in Role if held & roles_that_include(role))


def has_role(user: User, role: Role) -> bool:
    """Say whether an active person holds the role or one that includes it."""
    return role in roles_of(user)


def may_enter_desk(user: User) -> bool:
    """Say whether an active person has work at the desk, managing accounts included."""
    return user.is_active and (user.is_superuser or has_role(user, Role.CONTRIBUTOR))
