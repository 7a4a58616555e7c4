"""What EMAIL_URL says, as Django's settings; a connection in clear is refused.

`smtps://user:password@host` encrypts from the first byte, `smtp+tls://…` by STARTTLS.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from archive.env import VariableRefused

SCHEMES = ("smtp", "smtp+tls", "smtps")
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
HERE = {"localhost", "127.0.0.1", "::1"}
SMTP = "django.core.mail.backends.smtp.EmailBackend"
NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


@dataclass(frozen=True, slots=True)
class Mail:
    """How letters leave; the default lets none leave."""

    backend: str = NOWHERE
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    uses_starttls: bool = False
    uses_tls: bool = False


def settings_of(url: str, *, is_relaxed: bool) -> Mail:
    """Read an address that `env.url` has accepted; "" sends nothing."""
    if not url:
        return Mail()
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "smtp" and host not in HERE and not is_relaxed:
        advice = "would send letters in clear: begin it with smtp+tls:// or smtps://"
        raise VariableRefused("EMAIL_URL", advice)
    return Mail(
        backend=SMTP,
        host=host,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        uses_starttls=parts.scheme == "smtp+tls",
        uses_tls=parts.scheme == "smtps",
    )
