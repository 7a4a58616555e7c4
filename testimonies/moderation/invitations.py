"""Invitations: who may give which role, and how an account comes of one.

A steward brings in people who write. Whoever approves or publishes is brought in by a
manager of accounts, who holds no role: else one steward could make himself the second
person of every approval (docs/decisions/0009).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.models import Invitation, User
from testimonies.moderation.groups import has_role
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import LADDER, Role

LASTS = timedelta(days=7)
BY_STEWARDS = (Role.CONTRIBUTOR, Role.EDITOR, Role.RESEARCHER)
BY_MANAGERS = tuple(Role)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody who was invited chose; the form has checked the password."""

    username: str
    password: str
    language: str = "en"


def roles_to_give(person: User) -> tuple[Role, ...]:
    """Give the roles into which a person may invite, in declared order."""
    if person.is_active and person.is_superuser:
        return BY_MANAGERS
    return BY_STEWARDS if has_role(person, Role.STEWARD) else ()


def invite(*, by: User, role: Role) -> str:
    """Make an invitation and give its token, which nothing keeps.

    Raises MoveRefused where the person may not give the role.
    """
    _require_giver(by, role)
    token = secrets.token_urlsafe(32)
    with ledger.acting(by):
        Invitation.objects.create(
            token_digest=_digest(token),
            role=role,
            invited_by=by,
            expires_at=timezone.now() + LASTS,
        )
        ledger.append("invite", actor=by, category=role)
    return token


def open_invitations(person: User) -> QuerySet[Invitation]:
    """Give a person's own invitations that still hold, the newest first."""
    held = Invitation.objects.filter(
        invited_by=person, accepted_by=None, expires_at__gt=timezone.now()
    )
    return held.order_by("-created_at")


def take_back(invitation_id: int, *, by: User) -> bool:
    """End one of the person's own invitations; say whether there was one."""
    with ledger.acting(by):
        count, _each = open_invitations(by).filter(pk=invitation_id).delete()
        if count:
            ledger.append("take_back_invitation", actor=by)
    return bool(count)


def invitation_behind(token: str) -> Invitation | None:
    """Give the invitation that the token opens, while it holds.

    It holds for seven days, once, and as long as its giver could still give the role.
    """
    found = (
        Invitation.objects.filter(
            token_digest=_digest(token),
            accepted_by=None,
            expires_at__gt=timezone.now(),
        )
        .select_related("invited_by")
        .first()
    )
    if found and Role(found.role) in roles_to_give(found.invited_by):
        return found
    return None


def accept(token: str, account: NewAccount) -> User:
    """Make the account and use the invitation up, in one transaction.

    Raises MoveRefused where the invitation holds no more.
    """
    found = invitation_behind(token)
    if found is None:
        raise MoveRefused(_("This invitation does not hold any more."))
    with ledger.acting(found.invited_by):
        # Taken back or accepted meanwhile: the lock waits for either, and then asks.
        Invitation.objects.select_for_update().filter(pk=found.pk).first()
        if invitation_behind(token) is None:
            raise MoveRefused(_("This invitation does not hold any more."))
        person = User.objects.create_user(
            account.username,
            password=account.password,
            language=account.language,
            is_staff=Role(found.role) in LADDER,
        )
        person.groups.set([Group.objects.get(name=found.role)])
        found.accepted_by = person
        found.save(update_fields=["accepted_by"])
        ledger.append(
            "accept_invitation",
            actor=found.invited_by,
            category=f"{found.role}, account {person.pk}",
        )
    # The database raised what sessions are bound to.
    person.refresh_from_db()
    return person


def _require_giver(person: User, role: Role) -> None:
    if role not in roles_to_give(person):
        message = _("You may not invite into this role.")
        raise MoveRefused(message)


def _digest(token: str) -> str:
    """Give the SHA-256: a token is 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
