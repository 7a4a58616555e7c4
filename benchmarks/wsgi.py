"""The archive under gunicorn with the empty view; KEEP_BODIES=0 renders every page."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
settings.ROOT_URLCONF = "benchmarks.urls"

application = get_wsgi_application()

from testimonies.pages import conditional  # noqa: E402 - needs the apps

if os.environ.get("KEEP_BODIES") == "0":
    conditional.bodies = conditional.Bodies(size=0)
