"""Where each room is mounted. Paths stay English; readers' pages may have a prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from testimonies.admin import desk
from testimonies.pages.machine import machine_urls

urlpatterns = [
    path("admin/", desk.urls),
    path("account/", include("testimonies.accounts.urls")),
    path("api/v1/", include("testimonies.api.urls")),
    path("", include(machine_urls)),
    *i18n_patterns(
        path("", include("testimonies.pages.urls")), prefix_default_language=False
    ),
]

handler400 = "archive.refusals.bad_request"
handler403 = "archive.refusals.forbidden"
handler404 = "archive.refusals.not_found"
handler500 = "archive.refusals.server_error"
