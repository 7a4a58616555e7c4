"""Response headers that Django does not set; the policy for content is in settings."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from archive.readers import DESK_PATHS, STAFF_PATHS
from archive.refusals import API_PATHS

HERE = ("127.", "::1", "::ffff:127.")

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class HeadersMiddleware:
    """Adds them to every response, errors and static files too; empties HEAD's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        # A server warns of a body where none may be; its length stays said.
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        # It would have to be the length of the page that is not sent (RFC 9110, 8.6).
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            headers.pop("Content-Length", None)
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("X-DNS-Prefetch-Control", "off")
        if request.path_info.startswith(API_PATHS):
            _let_other_sites_read(response)
        if request.path_info.startswith(STAFF_PATHS):
            # "no-referrer" would make a form's Origin null: the CSRF check refuses it.
            headers.setdefault("Referrer-Policy", "same-origin")
        if request.path_info.startswith(DESK_PATHS):
            headers.setdefault("Cache-Control", "no-store")
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


def _let_other_sites_read(response: HttpResponseBase) -> None:
    """Mark an answer of the API, refusals too; nobody's credentials are with it."""
    headers = response.headers
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = "ETag, Link"
    headers["X-Robots-Tag"] = "noindex"
    # Django calls the empty body of a redirect HTML.
    if "Location" in headers:
        headers.pop("Content-Type", None)


class DemoStaysHereMiddleware:
    """Refuses other machines where DEMO relaxes the door, wherever the server listens.

    A server on a socket of the file system gives no address, and is no demo.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        peer = str(request.META.get("REMOTE_ADDR", ""))
        if settings.DEMO and not peer.startswith(HERE):
            raise PermissionDenied
        return self.get_response(request)
