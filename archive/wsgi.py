"""The entry for gunicorn; refuses to serve where the reader's login may do too much."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

application = get_wsgi_application()

from testimonies.catalogue import require_narrow_reader  # noqa: E402 - needs the apps

require_narrow_reader()
