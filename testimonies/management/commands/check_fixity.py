"""Read every stored file again and say which is not what it was."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testimonies.catalogue import standing_copies
from testimonies.custody import check_files

WIDTH = 40


class Command(BaseCommand):
    """Notes in each file's row what was found; repairs nothing."""

    help = (
        "Computes the SHA-256 of every stored file again and compares it with what was"
        " taken in. Says which file is missing or changed, which lies in storage"
        " without a record, and which public copy no edition shows, each with what to"
        " do. Ends with 1 where anything is wrong. Reads all bytes: run it when the"
        " disk has time."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        checked = check_files(standing_copies, progress=self._progress)
        if checked.faults:
            lines = [f"{fault.name} {fault.message}" for fault in checked.faults]
            count = f"{len(lines)} of {checked.files} files or names are not right:"
            raise CommandError("\n".join([count, *lines]))
        self.stdout.write(f"{checked.files} files are what they were.")

    def _progress(self, done: int, total: int) -> None:
        """Draw a bar for a person; a log gets the last line alone."""
        if not self.stderr.isatty():
            return
        filled = WIDTH * done // total
        bar = "#" * filled + "." * (WIDTH - filled)
        ending = "\n" if done == total else ""
        self.stderr.write(f"\r[{bar}] {done}/{total}", ending=ending)
        self.stderr.flush()
