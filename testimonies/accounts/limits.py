"""How long a session lasts: twelve hours at most, two without a request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

BEGAN, SEEN = "began_at", "seen_at"
# Written no more often than this, in seconds: each writing is a query.
STEP = 60


class SessionLimits:
    """Ends a session that is too old or was left alone, at the desk's own paths."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Readers' pages read no session.
        if request.path_info.startswith(("/admin/", "/account/")):
            _hold(request, time.time())
        return self.get_response(request)


def _hold(request: HttpRequest, now: float) -> None:
    if not request.user.is_authenticated:
        return
    session = request.session
    began, seen = session.setdefault(BEGAN, now), session.setdefault(SEEN, now)
    if (
        now - began > settings.SESSION_COOKIE_AGE
        or now - seen > settings.SESSION_IDLE_AGE
    ):
        logout(request)
    elif now - seen > STEP:
        session[SEEN] = now
