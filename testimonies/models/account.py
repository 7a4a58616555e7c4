"""The people who sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person at the desk; groups carry the roles, `is_superuser` grants no move."""

    language = models.CharField(
        "language of the desk",
        max_length=8,
        choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")],
        default="en",
    )

    class Meta(AbstractUser.Meta):
        abstract = False
        indexes: ClassVar[list[models.Index]] = []
