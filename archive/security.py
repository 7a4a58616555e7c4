"""Response headers that Django does not set; the policy for content is in settings."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase

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
        if request.path_info.startswith(("/admin/", "/account/")):
            headers.setdefault("Cache-Control", "no-store")
            headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
