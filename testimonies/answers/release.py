"""Which release of the code and the interface is running: one digest, made once.

Made of every file that a page is rendered from and of the settings that pages print,
so that an ETag of an older release never answers for a newer one.
"""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings

ROOM = Path(__file__).resolve().parent.parent
RENDERED_FROM = (
    (settings.BASE_DIR / "templates", "*.html"),
    (ROOM, "*.py"),
    (ROOM / "static", "*"),
    (ROOM / "locale", "*.mo"),
)
PRINTED_SETTINGS = (
    "ARCHIVE_NAME",
    "ARCHIVE_CONTACT",
    "ARCHIVE_URL",
    "LEAVE_URL",
    "STATIC_URL",
)


def printed() -> tuple[object, ...]:
    """Give what pages print of the settings, in the order of PRINTED_SETTINGS."""
    return tuple(getattr(settings, name, "") for name in PRINTED_SETTINGS)


@lru_cache(maxsize=1)
def _digest() -> str:
    return _digest_now()


def _digest_now() -> str:
    digest = hashlib.sha256()
    for name, value in zip(PRINTED_SETTINGS, printed(), strict=True):
        digest.update(f"{name}={value}\n".encode())
    for folder, pattern in RENDERED_FROM:
        for file in sorted(path for path in folder.rglob(pattern) if path.is_file()):
            digest.update(str(file.relative_to(folder)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


def release() -> str:
    """Give the digest of this release; with DEBUG, of the files as they are now."""
    return _digest_now() if settings.DEBUG else _digest()
