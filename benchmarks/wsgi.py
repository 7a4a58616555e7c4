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

from testimonies.pages import conditional  # noqa: E402 - needs the apps

if os.environ.get("KEEP_BODIES") == "0":
    conditional.bodies = conditional.Bodies(size=0)
