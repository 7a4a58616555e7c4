"""Django groups for the roles, made after migration from the terms."""

from typing import Any

from django.contrib.auth.models import Group

from testimonies.models import User
from testimonies.terms import Role, roles_that_include


def make_groups(using: str, **_: Any) -> None:
    """Make a group per role where it is missing (a post_migrate handler)."""
    for role in Role:
        Group.objects.using(using).get_or_create(name=role.value)


def has_role(user: User, role: Role) -> bool:
    """Say whether an active person holds the role or one that includes it."""
    if not user.is_active:
        return False
    return user.groups.filter(name__in=roles_that_include(role)).exists()


def may_enter_desk(user: User) -> bool:
    """Say whether an active person has work at the desk, managing accounts included."""
    return user.is_active and (user.is_superuser or has_role(user, Role.CONTRIBUTOR))
