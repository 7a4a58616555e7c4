"""Where each room is mounted. Paths stay English; readers' pages may have a prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from testimonies.admin import desk
from testimonies.pages.machine import machine_urls

urlpatterns = [
    path("admin/", desk.urls),
    path("account/", include("testimonies.accounts.urls")),
    path("", include(machine_urls)),
    *i18n_patterns(
        path("", include("testimonies.pages.urls")), prefix_default_language=False
    ),
]

handler400 = "testimonies.pages.errors.bad_request"
handler403 = "testimonies.pages.errors.forbidden"
handler404 = "testimonies.pages.errors.not_found"
handler500 = "testimonies.pages.errors.server_error"
