"""The archive under gunicorn with the empty view, to measure.

KEEP_BODIES=0 renders every page; LIMITS=0 lets the door be tried without end.
"""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
settings.ROOT_URLCONF = "benchmarks.urls"
if os.environ.get("LIMITS") == "0":
    settings.ACCOUNT_RATE_LIMITS = {"login": None}
    settings.AXES_FAILURE_LIMIT = 10**9
    settings.MAIL_IS_SENT = True
    settings.EMAIL_BACKEND = "benchmarks.slow_mail.EmailBackend"

application = get_wsgi_application()

from archive.outgoing import guard  # noqa: E402 - in the order of the others
from testimonies.answers import conditional  # noqa: E402 - needs the apps

# As in production: every event of Python's comes by it.
if os.environ.get("LIMITS") != "0":
    guard.forbid()

if os.environ.get("KEEP_BODIES") == "0":
    conditional.bodies = conditional.Bodies(size=0)
