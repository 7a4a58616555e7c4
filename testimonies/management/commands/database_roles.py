"""Make the desk's and the readers' logins where they are missing, and grant."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from testimonies.catalogue import LoginsNotApart, grant_roles, make_logins


class Command(BaseCommand):
    """Runs as the owner; `migrate` runs it after itself."""

    help = (
        "Gives the desk's and the readers' database logins what they need and revokes"
        " the rest. Makes a login that is missing where the owner may make logins, and"
        " says the SQL for an administrator where it may not."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        desk, reader = settings.DATABASES["default"], settings.DATABASES["public"]
        using = settings.MIGRATIONS_RUN_ON
        passwords = {each["USER"]: each.get("PASSWORD", "") for each in (desk, reader)}
        refused = make_logins(using=using, passwords=passwords)
        if refused:
            lines = [f"CREATE ROLE {name} LOGIN PASSWORD '…';" for name in refused]
            message = "Run this as an administrator of the database, then try again:\n"
            raise CommandError(message + "\n".join(lines))
        try:
            grant_roles(using=using, desk=desk["USER"], reader=reader["USER"])
        except LoginsNotApart as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{desk['USER']} may work at the desk;"
            f" {reader['USER']} may read what is public."
        )
