"""The people who sign in, how they are invited, and what signing in has to remember.

A trigger (migration 0003) raises `session_epoch` where somebody's roles or second
factors change, so that every session of theirs ends whoever wrote the rows.
"""

from collections.abc import Iterator
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from testimonies.models.base import one_of
from testimonies.terms import Role, labelled

DIGEST = "^[0-9a-f]{64}$"


class User(AbstractUser):
    """A person at the desk; groups carry the roles, `is_superuser` grants no move."""

    language = models.CharField(
        "language of the desk",
        max_length=8,
        choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")],
        default="en",
    )
    # Part of what a session is bound to; the database alone raises it.
    session_epoch = models.PositiveIntegerField(default=0, editable=False)

    class Meta(AbstractUser.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = []
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # Signing in does not tell capitals from small letters.
            models.UniqueConstraint(Lower("username"), name="user_once_in_any_case")
        ]

    def get_session_auth_hash(self) -> str:
        """Give what a session must carry; a change of password or role changes it."""
        return self._bound_to(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Give the same under each older SECRET_KEY."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._bound_to(secret)

    def _bound_to(self, secret: str | bytes | None) -> str:
        value = f"{self.password}|{self.session_epoch}"
        return salted_hmac(
            "testimonies.session", value, secret=secret, algorithm="sha256"
        ).hexdigest()


class Invitation(models.Model):
    """One way to make one account in one role; the token is kept as its digest only."""

    token_digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=20, choices=labelled(Role))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    # Who came of it; one invitation makes one account.
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("role", list(Role), name="invitation_role_known"),
            models.CheckConstraint(
                condition=Q(token_digest__regex=DIGEST),
                name="invitation_token_is_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="invitation_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} until {self.expires_at:%Y-%m-%d}"


class Remembered(models.Model):
    """What every process of the server must know for a while: attempts, used codes.

    Keys are keyed digests and values JSON: nobody's address is in it, and nothing that
    runs when it is read.
    """

    key = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["until"], name="remembered_by_end")
        ]

    def __str__(self) -> str:
        return self.key
