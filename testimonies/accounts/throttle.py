"""What slows a guesser down, without telling anything and without keeping who asked.

Failures are counted per name *and* place (django-axes): whoever guesses elsewhere
cannot lock out the person whose name it is. A refusal looks like a wrong password.
"""

import copy
import unicodedata
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, HttpResponse, QueryDict

from testimonies.accounts.places import keyed


class Attempts(AxesDatabaseHandler):
    """Counts failures; stores no name, address, browser, path or form."""

    def user_login_failed(
        self,
        sender: Any,
        credentials: dict[str, Any],
        request: HttpRequest | None = None,
        **kwargs: Any,
    ) -> None:
        super().user_login_failed(
            sender, credentials, request and bared(request), **kwargs
        )


def bared(request: HttpRequest) -> Any:
    """Give a copy of the request with its place, and with nothing else to store."""
    bare: Any = copy.copy(request)
    bare.GET = bare.POST = QueryDict()
    bare.axes_user_agent = bare.axes_path_info = bare.axes_http_accept = ""
    return bare


def name_of(_request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Give a token for the name that was typed: its capitals and forms are one name.

    It may be no name at all but a password in the wrong field.
    """
    typed = str((credentials or {}).get("username") or "")
    return keyed("name", unicodedata.normalize("NFKC", typed.strip()).casefold()).hex()


def nobody(*_: Any) -> str:
    """Give what the library's log may say of a client."""
    return "-"


def as_before(
    _request: HttpRequest, response: HttpResponse, _credentials: Any
) -> HttpResponse:
    """Answer somebody who has to wait as every wrong password is answered."""
    return response
