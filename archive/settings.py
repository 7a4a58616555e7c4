"""The one settings file: every deployment difference is a variable (docs/operating.md).

Nothing here starts a server or opens a connection.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.files.storage import FileSystemStorage

from archive import env, kept, mail, postgres

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

# A demo's doors are half open, so it answers on this machine alone (archive/security.py
# refuses other machines besides).
if DEMO:
    env.only_here("ALLOWED_HOSTS", ALLOWED_HOSTS)

ARCHIVE_NAME = env.text("ARCHIVE_NAME", "Kuä")
ARCHIVE_CONTACT = env.text(
    "ARCHIVE_CONTACT", "archive@example.org" if RELAXED else None
)
# On which port of this machine a demo answers.
PORT = env.number("PORT", default=8000, least=1, most=65535)
ARCHIVE_URL = env.url(
    "ARCHIVE_URL",
    schemes=("http", "https"),
    default=f"http://127.0.0.1:{PORT}" if RELAXED else None,
).rstrip("/")
if env.is_set("FILES_URL"):
    raise env.VariableRefused(
        "FILES_URL", "is not built yet: unset it, and name a folder in FILES_ROOT"
    )
# Where media files are kept; made at first use.
if not RELAXED:
    env.text("FILES_ROOT")
FILES_ROOT = env.folder("FILES_ROOT", DATA_DIR / "files")
# Where "leave quickly" leads: a page that anybody may have open.
LEAVE_URL = env.url(
    "LEAVE_URL", schemes=("https",), default="https://www.wikipedia.org/"
)
TIME_ZONE = ARCHIVE_TIME_ZONE = env.zone("ARCHIVE_TIME_ZONE", "UTC")
USE_TZ = True
# What was erased, kept apart from the database: a restored backup must not undo it.
ERASURES_FILE = env.folder("ERASURES_FILE", FILES_ROOT / "erasures.jsonl")
# Without EMAIL_URL nothing is sent, and a forgotten password is a manager's to replace.
EMAIL_URL = env.url("EMAIL_URL", schemes=mail.SCHEMES, default="")
MAIL_IS_SENT = bool(EMAIL_URL)
EMAIL = mail.settings_of(EMAIL_URL, is_relaxed=RELAXED)
EMAIL_BACKEND = EMAIL.backend
EMAIL_HOST, EMAIL_PORT = EMAIL.host, EMAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.user, EMAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.uses_starttls, EMAIL.uses_tls
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ARCHIVE_CONTACT

INSTALLED_APPS = [
    "testimonies.apps.TestimoniesConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    # Without "allauth" itself: its bare templates would stand in for one of ours.
    "allauth.account",
    "allauth.mfa",
    "axes",
    "taggit",
    "pgtrigger",
    "pghistory",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "archive.security.HeadersMiddleware",
    "archive.security.DemoStaysHereMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "archive.readers.ReadingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.languages.LanguageMiddleware",
    "archive.limits.LimitsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "archive.whole.WholeMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "testimonies.accounts.limits.SessionLimits",
    "archive.audiences.AudienceMiddleware",
    "archive.languages.DeskLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
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


# A server that vanished without a word is given up: seconds to connect, milliseconds
# until what was sent must be acknowledged (libpq; without meaning on a socket).
PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}


def _database(variable: str, user: str, **options: Any) -> dict[str, Any]:
    """Settings of one login: from its variable, or on the embedded server.

    Where only DATABASE_URL is named, it stands for all three; serving then stops
    because that login can read more than a reader may.
    """
    variable = variable if env.is_set(variable) else "DATABASE_URL"
    if env.is_set(variable):
        parsed: dict[str, Any] = {**dj_database_url.parse(env.database(variable))}
    else:
        parsed = {**postgres.connection_settings(user)}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **parsed,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**PATIENCE, **parsed.get("OPTIONS", {}), **options},
    }


# The embedded server, and one login for all, are a demo's.
if not RELAXED:
    env.text("DATABASE_URL")
    env.text("PUBLIC_DATABASE_URL")

# Grants are the boundary; these options make an accident fail early besides.
READER_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "default_transaction_read_only=on",
        "statement_timeout=5000",
        # The planner does not know what it costs to read long vectors: left alone it
        # goes through all of them. A page's statement is too short for the others.
        "enable_seqscan=off",
        "jit=off",
        "max_parallel_workers_per_gather=0",
    )
)
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
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 3600
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SECOND_FACTOR_REQUIRED = not DEMO
SESSION_ENGINE = "testimonies.accounts.sessions"
# Seconds: a session's whole life, and how long it may be left alone.
SESSION_COOKIE_AGE, SESSION_IDLE_AGE = 12 * 3600, 2 * 3600
# Used codes and attempts have to be known to every process.
CACHES = {"default": {"BACKEND": "testimonies.accounts.memory.Memory"}}

ACCOUNT_ADAPTER = "testimonies.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    # By place alone, whichever names are tried; axes counts by name and place.
    "place": "20/m/ip,200/h/ip",
    "login": None,
    # Codes of the second step, by person: whoever gets so far knows the password.
    "login_failed": "5/5m/key",
    "reset_password": "10/m/ip,5/h/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "testimonies.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
# http://localhost is no secure origin to the library.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = RELAXED
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10

# How many proxies of ours stand before the server and add to X-Forwarded-For.
TRUSTED_PROXIES = env.proxies("BEHIND_TLS_PROXY")
AXES_HANDLER = "testimonies.accounts.throttle.Attempts"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "testimonies.accounts.throttle.name_of"
AXES_CLIENT_IP_CALLABLE = "testimonies.accounts.places.place_of"
AXES_CLIENT_STR_CALLABLE = "testimonies.accounts.throttle.nobody"
AXES_LOCKOUT_CALLABLE = "testimonies.accounts.throttle.as_before"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский"), ("kk", "Қазақша")]
LOCALE_PATHS = [BASE_DIR / "testimonies" / "locale"]
USE_I18N = True

STATIC_URL = "/static/"
# Collected files are packed and named by their digest; a relaxed server that nobody
# collected for (`manage.py demo` does) serves them from where they lie.
COLLECTED = env.flag("COLLECTED", default=not RELAXED)
STATIC_ROOT = DATA_DIR / "static" if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_MAX_AGE = 3600
# No other site has a use for our styles and scripts.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if COLLECTED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        ),
        # The list of all files lies beside those that are served, not among them.
        "OPTIONS": (
            {"manifest_storage": FileSystemStorage(DATA_DIR)} if COLLECTED else {}
        ),
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
# Whoever opens a file by itself, a reader or somebody at the desk, gets no page of
# ours: nothing in it runs, and it loads nothing.
CONTENT_SECURITY_POLICY_OF_FILES = "default-src 'none'; frame-ancestors 'none'; sandbox"
# The page that a browser makes round a sound or a video loads it once more, as media,
# and only from its own origin, which a sandbox else takes away. No script runs there.
CONTENT_SECURITY_POLICY_OF_SOUNDS = (
    "default-src 'none'; frame-ancestors 'none'; media-src 'self';"
    " sandbox allow-same-origin"
)
SECURE_CONTENT_TYPE_NOSNIFF = True
# No host learns where a reader came from, ours neither. The desk's paths differ
# (archive/security.py).
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not RELAXED
# Only where a proxy sets this header on every request; anybody else could forge it.
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if RELAXED else 63072000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not RELAXED
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not RELAXED
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Whoever only opened the way in, from a search perhaps, keeps no trace of it.
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "archive.audiences.refuse_forgery"
# No form takes a file; the one that does names its own handler (admin/uploads.py).
FILE_UPLOAD_HANDLERS: list[str] = []
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A transcript of many passages is one form; Django's default would lose what was typed.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Nothing about a request but its method, route and status is logged: no path and no
# query string (they hold what somebody looked for), no body, no address. What is
# refused (4xx) is not logged. "django" is named to take away Django's own handlers.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"frames": {"()": "archive.logs.FramesOnly"}},
    "filters": {"discreet": {"()": "archive.logs.Discreet"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "frames",
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        # The development server's lines hold whole addresses.
        "django.server": {"level": "CRITICAL", "propagate": True},
        # It warns of every wrong password.
        "axes": {"level": "ERROR"},
    },
}
