"""Secrets of a demo or a development copy, made once and kept in its data folder.

Production names its own in the environment; this file is never asked there.
"""

import json
import os
import secrets
from typing import Any

from cryptography.fernet import Fernet

from archive import postgres
from archive.env import VariableRefused


def _kept() -> dict[str, Any]:
    folder = postgres.data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "secrets.json"
    if not file.exists():
        made = {
            "secret_key": secrets.token_urlsafe(50),
            "vault_keys": [Fernet.generate_key().decode()],
        }
        # Two processes may start at once: only a whole file appears, and one wins.
        draft = folder / f"secrets.{os.getpid()}.new"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(made))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept: dict[str, Any] = json.loads(file.read_text())
    return kept


def secret_key() -> str:
    """The signing key of this copy."""
    return str(_kept()["secret_key"])


def vault_keys() -> list[str]:
    """The vault's keys of this copy, newest first."""
    return [str(key) for key in _kept()["vault_keys"]]


def require_fernet_keys(keys: list[str]) -> None:
    """Refuse a vault key that Fernet cannot use, without repeating it."""
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            advice = "holds a key that is not 32 bytes in URL-safe base64"
            raise VariableRefused("VAULT_KEYS", advice) from None
