"""The entry for gunicorn; refuses to serve what is not safe to serve.

That is: a reader's login that may do too much, or a route that is nobody's.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

application = get_wsgi_application()

from archive.audiences import require_declared_routes  # noqa: E402 - needs the apps
from testimonies.catalogue import require_narrow_reader  # noqa: E402 - needs the apps

require_declared_routes()
require_narrow_reader()
