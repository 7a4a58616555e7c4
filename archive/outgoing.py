"""Nothing in the web process opens a connection to another host; only mail may leave.

PostgreSQL is reached by its own library, which Python does not see here. The hook is
Python's own (PEP 578): it also meets what a library does, and names are not looked up
either, for the question tells.
"""

import socket
import sys
from collections.abc import Iterable
from typing import Any

from django.core.mail.utils import DNS_NAME

_ASKS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_LEAVES = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_MET = _ASKS | _LEAVES


class OutgoingRefused(RuntimeError):
    """Something tried to reach another host."""


class OutgoingGuard:
    """An audit hook; once added, a process has it for good."""

    def __init__(self) -> None:
        self._hosts: frozenset[str] = frozenset()
        self.is_on = False

    def forbid(self, *, but: Iterable[str] = ()) -> None:
        """Refuse every other host from now on."""
        # Django asks once what this machine is called, for the head of a letter and for
        # its greeting to the mail server; later that question would be refused.
        DNS_NAME.get_fqdn()
        self._hosts = frozenset(host for host in but if host)
        if not self.is_on:
            self.is_on = True
            sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        # Every event of the process comes by: nearly all are none of ours.
        if self.is_on and event in _MET:
            self._meet(event, arguments)

    def _meet(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _ASKS:
            allowed = arguments[0] in self._hosts
        else:
            allowed = self._may_leave(arguments[0], arguments[1])
        if not allowed:
            message = "The web process opens no connection to another host."
            raise OutgoingRefused(message)

    def _may_leave(self, through: socket.socket, address: Any) -> bool:
        if through.family not in {socket.AF_INET, socket.AF_INET6}:
            return True
        return address is not None and address[0] in self._known()

    def _known(self) -> set[Any]:
        """Give the allowed hosts and where they are now."""
        found: set[Any] = set(self._hosts)
        for host in self._hosts:
            found |= {each[4][0] for each in socket.getaddrinfo(host, None)}
        return found


guard = OutgoingGuard()
