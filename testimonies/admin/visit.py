"""Who is at the desk in this request, in which roles, and whether they are writing.

One per request: roles are asked of the database once, a refusal is carried to the form.
"""

from dataclasses import dataclass
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from testimonies.models import User
from testimonies.moderation import roles_of
from testimonies.terms import Role


@dataclass(slots=True)
class Visit:
    """What one request has learnt; `refusal` is shown in its form instead of saving.

    `version`: the state from which the form was made (versions.py).
    """

    roles: frozenset[Role] | None = None
    refusal: str = ""
    version: str = ""


def visit_of(request: HttpRequest) -> Visit:
    """Give the request's visit, made at first use."""
    return cast("Visit", request.__dict__.setdefault("desk_visit", Visit()))


def person_of(request: HttpRequest) -> User:
    """Give who is signed in. Raises PermissionDenied where nobody is."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def roles_held(request: HttpRequest) -> frozenset[Role]:
    """Give every role that the person may act in; asked once in a request."""
    visit = visit_of(request)
    if visit.roles is None:
        user = request.user
        visit.roles = roles_of(user) if isinstance(user, User) else frozenset()
    return visit.roles


def holds(request: HttpRequest, role: Role) -> bool:
    """Say whether the person holds the role, or one that includes it."""
    return role in roles_held(request)


def manages_people(request: HttpRequest) -> bool:
    """Say whether the person may make accounts; that grants no role and no move."""
    user = request.user
    return isinstance(user, User) and user.is_active and user.is_superuser


def require(request: HttpRequest, role: Role) -> User:
    """Give the person where they hold the role. Raises PermissionDenied."""
    if not holds(request, role):
        raise PermissionDenied
    return person_of(request)
