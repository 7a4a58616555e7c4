#!/usr/bin/env python3
"""Runs an operator's command; starts the embedded PostgreSQL where none is named."""

import os
import sys

from django.core.management import execute_from_command_line

from archive import env, postgres

NEEDS_NO_SERVER = {"help", "makemessages", "compilemessages", "collectstatic"}


def _start_server() -> None:
    try:
        postgres.start()
    except postgres.PostgresRefused as refusal:
        sys.exit(str(refusal))


def main() -> None:
    """Run sys.argv."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    # A copy without any database named is a developer's or the demo's.
    if not env.is_set("DATABASE_URL"):
        if not env.is_set("SECRET_KEY"):
            os.environ.setdefault("DEMO", "1")
        if len(sys.argv) > 1 and sys.argv[1] not in NEEDS_NO_SERVER:
            _start_server()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
