"""Stored files: canaries in what is private, and all that lies in public storage.

Both are folders below FILES_ROOT; a copy of the archive without the setting has none.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.leaks.tokens import Garden

PRIVATE, PUBLIC = "private", "public"


def _folder(name: str) -> Path | None:
    root = getattr(settings, "FILES_ROOT", None)
    return Path(root) / name if root else None


def plant_in_private(garden: Garden) -> None:
    """Store a file whose name and bytes nobody may ever be given."""
    folder = _folder(PRIVATE)
    if folder is None:
        return
    name, words = (
        garden.mint(f"a private file's {part}") for part in ("name", "bytes")
    )
    (folder / name.latin).mkdir(parents=True)
    (folder / name.latin / f"{name.latin}.jpg").write_bytes(words.words.encode())


def public_files() -> Iterator[tuple[str, bytes | str]]:
    """Give the name and the bytes of whatever lies in public storage."""
    folder = _folder(PUBLIC)
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        place = str(path.relative_to(folder))
        yield "the name of a public file", place
        if path.is_file():
            yield f"the bytes of the public file {place}", path.read_bytes()


def private_paths() -> Iterator[str]:
    """Give addresses under which a private file must not be found."""
    folder = _folder(PRIVATE)
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        place = path.relative_to(folder).as_posix()
        yield f"/files/{place}"
        yield f"/files/../{PRIVATE}/{place}"
        yield f"/files/%2e%2e/{PRIVATE}/{place}"
