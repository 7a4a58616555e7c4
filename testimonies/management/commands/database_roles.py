"""Give the desk's and the readers' logins what they need, and no more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from testimonies.catalogue import grant_roles


class Command(BaseCommand):
    """Run as the owner after every migration."""

    help = (
        "Grants the desk's and the readers' database logins what they need and revokes"
        " the rest. Run it after every migrate. Where a login is missing, says the SQL"
        " that an administrator of the database runs once."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        desk = settings.DATABASES["default"]["USER"]
        reader = settings.DATABASES["public"]["USER"]
        grant_roles(using=settings.MIGRATIONS_RUN_ON, desk=desk, reader=reader)
        self.stdout.write(f"{desk} may work at the desk; {reader} may read two tables.")
