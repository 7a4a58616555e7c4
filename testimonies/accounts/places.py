"""Where a request comes from, as a token that tells nobody where that is.

Attempts have to be counted by place; addresses are not kept. The token is a keyed
digest that another day's key makes anew: yesterday's tells nothing about today's.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# One household or office has a whole network of this length (RFC 6177).
IPV6_PREFIX = 64


def place_of(request: HttpRequest) -> str:
    """Give today's token for the client's address, in the form of an IPv6 address.

    X-Forwarded-For is read only where the settings say how many proxies of ours wrote
    into it: the entry that the outermost of them added. All others are the client's own
    invention.
    """
    return str(IPv6Address(keyed("place", _network(_address(request)))[:16]))


def keyed(purpose: str, text: str) -> bytes:
    """Give a digest that needs SECRET_KEY, another for each purpose and day (UTC)."""
    today = datetime.now(UTC).date().isoformat()
    key = f"{settings.SECRET_KEY}|{purpose}|{today}".encode()
    return hmac.digest(key, text.encode(), hashlib.sha256)


def _address(request: HttpRequest) -> str:
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    written = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    said = [each.strip() for each in written if each.strip()]
    return said[-proxies] if 0 < proxies <= len(said) else peer


def _network(address: str) -> str:
    """Give the part of an address that its holder cannot change at will."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False))
    return str(parsed)
