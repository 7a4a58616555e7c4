"""The entry for gunicorn; refuses to serve what is not safe to serve.

That is: a route that is nobody's, a reader's login that may do too much, or a restored
backup in which withdrawn words stand again.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - needs the module's name

from archive.audiences import require_declared_routes  # noqa: E402 - needs the apps
from archive.limits import limit_time  # noqa: E402 - needs the apps
from archive.outgoing import guard  # noqa: E402 - in the order of the others
from archive.readers import looks  # noqa: E402 - in the order of the others
from archive.start import LOOKS, SafeFirst  # noqa: E402 - needs the apps
from archive.whole import WholeBodies  # noqa: E402 - in the order of the others

require_declared_routes()
limit_time(settings.DATABASES["default"])
application = SafeFirst(WholeBodies(_django))
looks.extend(LOOKS)
guard.forbid(but=[settings.EMAIL_HOST] if "smtp" in settings.EMAIL_BACKEND else [])
