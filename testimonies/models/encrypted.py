"""A text column that is ciphertext in the database (Fernet, rotating keys).

The newest key of VAULT_KEYS encrypts; any of them decrypts. No look-up is possible:
equal plaintexts have unequal ciphertexts, so every filter but `isnull` is refused.
"""

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _current_cipher() -> MultiFernet:
    return _cipher(tuple(settings.VAULT_KEYS))


def encrypt(text: str) -> str:
    """Encrypt with the newest key."""
    return _current_cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Decrypt with any of the keys. Raises `cryptography.fernet.InvalidToken`."""
    return _current_cipher().decrypt(text.encode()).decode()


class EncryptedTextField(models.TextField[str, str]):
    """Stores '' as '', anything else encrypted.

    Raises `cryptography.fernet.InvalidToken` on reading with none of the right keys.
    """

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        if not prepared:
            return prepared
        return encrypt(prepared)

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        if not value:
            return value
        return decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        refusal = f"{self.name} is encrypted and cannot be searched."
        raise FieldError(refusal)
