"""The one settings file: every deployment difference is a variable (docs/operating.md).

Nothing here starts a server or opens a connection.
"""

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF

from archive import env, kept, postgres

# Lets the admin's classes name their model: ModelAdmin[Testimony].
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

DATA_DIR = postgres.data_folder()
DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
# Without DEBUG or DEMO a missing secret stops the start; with them one is kept in the
# private data folder.
RELAXED = DEBUG or DEMO
SECRET_KEY = env.secret(
    "SECRET_KEY", characters=50, default=kept.secret_key() if RELAXED else None
)
VAULT_KEYS = env.words("VAULT_KEYS") or (
    kept.vault_keys() if RELAXED else [env.text("VAULT_KEYS")]
)
kept.require_fernet_keys(VAULT_KEYS)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if RELAXED else []
)

ARCHIVE_NAME = env.text("ARCHIVE_NAME", "Kuä")
ARCHIVE_CONTACT = env.text(
    "ARCHIVE_CONTACT", "archive@example.org" if RELAXED else None
)
ARCHIVE_URL = env.url(
    "ARCHIVE_URL",
    schemes=("http", "https"),
    default=f"http://127.0.0.1:{env.text('PORT', '8000')}" if RELAXED else None,
).rstrip("/")
TIME_ZONE = ARCHIVE_TIME_ZONE = env.zone("ARCHIVE_TIME_ZONE", "UTC")
USE_TZ = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

INSTALLED_APPS = [
    "testimonies.apps.TestimoniesConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "taggit",
    "pgtrigger",
    "pghistory",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "archive.security.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.readers.ReadingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "archive.audiences.AudienceMiddleware",
    "archive.languages.DeskLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def _database(variable: str, user: str, **options: Any) -> dict[str, Any]:
    """Settings of one login: from its variable, or on the embedded server.

    Where only DATABASE_URL is named, it stands for all three; serving then stops
    because that login can read more than a reader may.
    """
    variable = variable if env.is_set(variable) else "DATABASE_URL"
    if env.is_set(variable):
        parsed: dict[str, Any] = {**dj_database_url.parse(env.text(variable))}
    else:
        parsed = {**postgres.connection_settings(user)}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **parsed,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**parsed.get("OPTIONS", {}), **options},
    }


if env.is_set("DATABASE_URL") and not RELAXED:
    env.text("PUBLIC_DATABASE_URL")

# Grants are the boundary; these options make an accident fail early besides.
READER_OPTIONS = "-c default_transaction_read_only=on -c statement_timeout=5000"
DATABASES = {
    "default": _database("DATABASE_URL", "kua_desk"),
    "public": _database("PUBLIC_DATABASE_URL", "kua_reader", options=READER_OPTIONS),
    "owner": _database("OWNER_DATABASE_URL", "kua_owner"),
}
# archive/readers.py looks at the connection itself, without a query.
DATABASES["public"]["CONN_HEALTH_CHECKS"] = False
# Only the owner's login may change a table.
MIGRATIONS_RUN_ON = "owner"
DATABASE_ROUTERS = ["archive.readers.ReadingRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "testimonies.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
        )
    },
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = [BASE_DIR / "testimonies" / "locale"]
USE_I18N = True

STATIC_URL = "/static/"
# A demo serves static files from where they lie; production collects them first.
STATIC_ROOT = None if RELAXED else DATA_DIR / "static"
WHITENOISE_USE_FINDERS = RELAXED
WHITENOISE_MAX_AGE = 3600
# No other site has a use for our styles and scripts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if RELAXED
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}

TAGGIT_CASE_INSENSITIVE = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing is told to other hosts; "no-referrer" would make a form's Origin null, which
# Django's CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not RELAXED
# Only where a proxy sets this header on every request; anybody else could forge it.
if env.flag("BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if RELAXED else 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not RELAXED
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not RELAXED
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A transcript of many passages is one form; Django's default would lose what was typed.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Nothing about a request but its method, path and status is logged: no query string
# (it holds what somebody searched for), no body, no address.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"frames": {"()": "archive.logs.FramesOnly"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "frames"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
