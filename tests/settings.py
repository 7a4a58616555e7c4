"""The archive's settings for its tests: one connection under both names, fast hashing.

The suite makes its database as the server's administrator, and lowers its rights to
the desk's and the reader's inside each test (tests/conftest.py).
"""

import os

os.environ.setdefault("DEMO", "1")

from archive import env, postgres
from archive.settings import *  # noqa: F403
from archive.settings import DATABASES, MIDDLEWARE, STORAGES

if not env.is_set("DATABASE_URL"):
    postgres.start()
    DATABASES["default"]["USER"] = postgres.SUPERUSER

# The other names are given to the same connection by conftest: Django's TestCase
# forbids every alias that it finds here and that a test does not ask for.
del DATABASES["public"], DATABASES["owner"]
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
# Lets Django's flush after a transactional test empty append-only tables; no test
# database has to survive a crash (tests/recovery has a cluster of its own).
DATABASES["default"]["OPTIONS"]["options"] = "-c kua.flush=on -c synchronous_commit=off"
MIGRATIONS_RUN_ON = "default"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Static files are not collected for a test.
MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
ARCHIVE_URL = "https://archive.example.org"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = False
