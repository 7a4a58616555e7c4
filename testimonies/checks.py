"""System checks: the logins are apart, and the database folds Cyrillic letters."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connections


@register(Tags.security, deploy=True)
def check_logins_apart(**_: Any) -> list[CheckMessage]:
    """Warn where one login stands for two: the desk's could alter tables."""
    databases = settings.DATABASES
    owner, desk, reader = (
        (databases.get(alias) or databases["default"]).get("USER")
        for alias in ("owner", "default", "public")
    )
    found: list[CheckMessage] = []
    if owner == desk:
        found.append(
            checks.Warning(
                "Migrations run on the desk's login, so the desk could alter tables.",
                hint="Name the owner's login in OWNER_DATABASE_URL.",
                id="kua.W001",
            )
        )
    if reader == desk:
        found.append(
            checks.Warning(
                "Readers are served on the desk's login.",
                hint="Name the readers' login in PUBLIC_DATABASE_URL.",
                id="kua.W002",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_erasures_apart(**_: Any) -> list[CheckMessage]:
    """Warn where the list of erasures lies among what is backed up and restored."""
    if not Path(settings.ERASURES_FILE).is_relative_to(settings.FILES_ROOT):
        return []
    return [
        checks.Warning(
            "ERASURES_FILE lies below FILES_ROOT: restored together, a withdrawal that"
            " came after the backup is forgotten with it.",
            hint="Name a file in a folder of its own, which no restore overwrites.",
            id="kua.W003",
        )
    ]


@register(Tags.database)
def check_locale(
    databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Refuse a database whose locale leaves Cyrillic capitals as they are."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT lower('Ж') = 'ж'")
            folds = cursor.fetchone()[0]
        if not folds:
            found.append(
                checks.Error(
                    f"The database behind {alias} does not fold Cyrillic letters, so"
                    " МОСКВА and москва would be two words.",
                    hint="Create it with a UTF-8 locale such as C.UTF-8.",
                    id="kua.E001",
                )
            )
    return found
