"""Prepare a demo archive and serve it on this machine alone, until Ctrl-C."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from testimonies.seed import demo_people


class Command(BaseCommand):
    """Migrate, grant, seed, print the accounts, and become the server."""

    help = (
        "Migrates, loads the seed archive, prints the demo accounts and serves on"
        " 127.0.0.1 (PORT=8000 for another port) until Ctrl-C. What was edited stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare-only", action="store_true", help="Do not serve.")

    def handle(self, *_: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = "The demo runs only with DEMO=1 and without DATABASE_URL."
            raise CommandError(message)
        call_command("migrate", verbosity=0, stdout=StringIO())
        people = demo_people(settings.DATA_DIR)
        call_command("seed", stdout=self.stdout)
        if not settings.DEBUG and not options["prepare_only"]:
            collect()
        self._greet(people)
        if not options["prepare_only"]:
            serve()

    def _greet(self, passwords: dict[str, str]) -> None:
        self.stdout.write("\nDemo accounts for the desk (they exist only here):")
        for name, password in passwords.items():
            self.stdout.write(f"  {name:10} {password}")
        self.stdout.write(
            f"\nThe archive:  {settings.ARCHIVE_URL}/\n"
            f"The desk:     {settings.ARCHIVE_URL}/admin/\n"
            "Ctrl-C ends the server; `make stop` stops the database.\n"
        )
        self.stdout.flush()


def collect() -> None:
    """Pack styles and scripts, as a real server has them, for serve().

    What an older version collected goes. Raises CommandError, after the command's own
    words, where that fails.
    """
    os.environ["COLLECTED"] = "1"
    # Settings say where static files lie: those of this process were read before.
    manage = str(settings.BASE_DIR / "manage.py")
    collecting = ["collectstatic", "--no-input", "--clear", "--verbosity=0"]
    done = subprocess.run([sys.executable, manage, *collecting], check=False)  # noqa: S603
    if done.returncode:
        message = "The styles could not be collected: see above."
        raise CommandError(message)


def serve() -> None:
    """Become gunicorn, which never returns."""
    os.execv(  # noqa: S606 - no shell is the point
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            "archive.wsgi",
            f"--config={settings.BASE_DIR / 'gunicorn.conf.py'}",
            f"--bind=127.0.0.1:{settings.PORT}",
        ],
    )
