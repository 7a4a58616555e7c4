"""The entry for gunicorn; refuses to serve where the reader's login may do too much."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - needs the module's name

from archive.limits import limit_time  # noqa: E402 - needs the apps
from testimonies.catalogue import require_narrow_reader  # noqa: E402 - needs the apps

limit_time(settings.DATABASES["default"])
require_narrow_reader()
