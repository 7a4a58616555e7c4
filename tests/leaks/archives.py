"""The two archives of the proof, of which one is open at a time."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.test import Client, override_settings

from testimonies import moderation
from testimonies.models import Witness
from testimonies.moderation import VAULT_FIELDS
from testimonies.seed import load
from tests.leaks.planting import growing, plant_everywhere
from tests.leaks.scene import Scene
from tests.leaks.sight import PUBLIC
from tests.leaks.walk import Walk
from tests.logins import DESK


def generated() -> Scene:
    """Build the archive that holds every state."""
    return Scene().build(_read_all)


def _read_all() -> None:
    """Fetch all that the sitemap lists, so that whatever keeps pages has them."""
    client = Client(raise_request_exception=False)
    listed = client.get("/sitemap.xml").content.decode()
    for path in (
        "/feed.atom",
        *re.findall(f"<loc>{settings.ARCHIVE_URL}(.*?)</loc>", listed),
    ):
        if not path.startswith(("/ru/", "/kk/")):
            client.get(path)


def seeded() -> Scene:
    """Load the seed as `make demo` does, with canaries in all that nobody may read."""
    scene = Scene()
    scene.cast()

    def is_withheld(column: Any) -> bool:
        return f"{column.model._meta.label_lower}.{column.name}" not in PUBLIC

    with growing(scene.garden, only=is_withheld):
        load(editor=scene.editor, reviewer=scene.reviewer, steward=scene.steward)
        for witness in Witness.objects.all():
            values = {
                name: scene.mint(f"testimonies.vaultedidentity.{name}")
                for name in VAULT_FIELDS
            }
            moderation.seal_vault(witness, by=scene.steward, values=values)
        scene.stray()
    with scene.garden.growing("stray"):
        scene.planted = plant_everywhere(scene.garden)
    return scene


class Archives:
    """Opens the tests' database as the desk, and leaves nothing in it."""

    def __init__(self, blocker: Any) -> None:
        self._blocker = blocker
        self._open: tuple[Any, Walk, ExitStack] | None = None

    def walk(self, build: Callable[[], Scene]) -> Walk:
        """Give the walk through an archive, built in one transaction at first use."""
        if self._open and self._open[0] is build:
            return self._open[1]
        self.close()
        with ExitStack() as stack:
            stack.enter_context(self._blocker.unblock())
            assert connection.settings_dict["NAME"].startswith("test_")
            # Files of another archive would be unknown ones in this.
            root = Path(stack.enter_context(TemporaryDirectory()))
            erasures = root / "erasures.jsonl"
            stack.enter_context(
                override_settings(FILES_ROOT=root, ERASURES_FILE=erasures)
            )
            stack.callback(connection.close)
            stack.enter_context(transaction.atomic())
            stack.callback(transaction.set_rollback, True)
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {DESK}")
            mail.outbox = []
            walk = Walk(build())
            self._open = build, walk, stack.pop_all()
        return walk

    def close(self) -> None:
        if self._open:
            self._open[2].close()
        self._open = None
