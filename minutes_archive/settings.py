"""Settings, read top to bottom. What differs between machines comes from the environment (`.env.example`)."""

from pathlib import Path

import dj_database_url

from minutes_archive import devdb
from minutes_archive.env import IS_DEVELOPMENT, env, required_in_production

BASE_DIR = Path(__file__).resolve().parent.parent
BUILD_DIR = BASE_DIR / "build"

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = required_in_production("SECRET_KEY", "development-only-" + "x" * 50)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if IS_DEVELOPMENT else [])
SITE_URL = env.str("SITE_URL", "")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
WAS_URL = env.str("WAS_URL", "")

INSTALLED_APPS = [
    "apps.accounts.apps.PlatformAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "minutes_archive",
    "apps.accounts.apps.AccountsConfig",
    "apps.archive",
    "apps.ingest",
    "apps.search",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "minutes_archive.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # From here on for staff pages; a public page passes through without a session.
    "apps.accounts.staff_pages.keep_private",
    "apps.accounts.staff_pages.StaffSessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "apps.accounts.staff_pages.end_long_sessions",
    "allauth.account.middleware.AccountMiddleware",
    "apps.accounts.second_factor.RequireSecondFactor",
    "auditlog.middleware.AuditlogMiddleware",
]

ROOT_URLCONF = "minutes_archive.urls"
WSGI_APPLICATION = "minutes_archive.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
            ]
        },
    }
]

# Database. A development machine falls back on its own server (`manage.py devdb`); DATABASE_URL always wins.
DATABASE_URL = env.str("DATABASE_URL", "") or (
    devdb.known_url() or "postgresql://127.0.0.1:1/not-started" if IS_DEVELOPMENT else env.str("DATABASE_URL")
)
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 10

# Files. Originals are kept by content; everything in build/ can be made again.
ORIGINALS_DIR = Path(env.str("ORIGINALS_DIR", str(BASE_DIR / "var" / "originals")))
# A file that whoever makes the backups touches after each; its time is shown on the desk.
BACKUP_MARKER = Path(_marker) if (_marker := env.str("BACKUP_MARKER", "")) else None
FILE_UPLOAD_HANDLERS = [
    "apps.ingest.desk.upload_limits.LimitUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "apps.ingest.desk.upload_limits.StoreOnDisk",
]
LEXICON_DIR = Path(env.str("LEXICON_DIR", str(BUILD_DIR / "lexicon")))
STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static", *([BUILD_DIR / "static"] if (BUILD_DIR / "static").is_dir() else [])]
WHITENOISE_USE_FINDERS = IS_DEVELOPMENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IS_DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Language and time.
LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# Accounts. Only pages under these addresses have a session; see `apps/accounts/staff_pages.py`.
STAFF_PREFIXES = ("/konto/", "/admin/", "/indlaes/")
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:overview"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "apps.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/ip,5/15m/key", "login": "60/15m/ip"}
MFA_ADAPTER = "apps.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# A new address is not used before it is confirmed, so a second factor need not stand in its way.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Idle an hour, twelve hours at most; the browser forgets the cookie when it closes.
SESSION_COOKIE_AGE = 3600
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ABSOLUTE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "sessionid" if IS_DEVELOPMENT else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if IS_DEVELOPMENT else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Who did what, without where from: an address tells more of a person than the trail needs.
AUDITLOG_DISABLE_REMOTE_ADDR = True
AUDITLOG_INCLUDE_TRACKING_MODELS = (
    {
        "model": "accounts.User",
        "include_fields": ["email", "name", "is_active", "is_superuser", "password"],
        "mask_fields": ["password"],
        "mask_callable": "apps.accounts.audit.hide",
    },
    {"model": "accounts.Membership", "exclude_fields": ["id", "user", "municipality"]},
    {
        "model": "accounts.Invitation",
        "include_fields": ["email", "role", "expires_at", "accepted_at", "revoked_at"],
    },
    {"model": "account.EmailAddress", "include_fields": ["email", "verified", "primary"]},
    {"model": "mfa.Authenticator", "include_fields": ["type"]},
    # Never with words of a document: the trail can't be corrected.
    {"model": "ingest.Upload", "include_fields": ["is_duplicate"]},
    {"model": "ingest.Correction", "include_fields": ["target", "field"]},
    {"model": "ingest.Finding", "include_fields": ["accepted_at"]},
    {"model": "ingest.Approval", "include_fields": ["summary"]},
    {"model": "ingest.Discard", "include_fields": ["is_taken_back"]},
    {"model": "archive.Withdrawal", "include_fields": ["item_number", "kind", "lifted_at"]},
    {"model": "archive.CaseRuling", "include_fields": ["number", "kind", "into"]},
    {"model": "archive.FormerCommittee", "include_fields": ["name", "committee"]},
)

# Sign-in through the municipality's own service, an extra. It opens users that were invited, and makes none.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", "")
if OIDC_SERVER_URL:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "kommune",
                    "name": env.str("OIDC_NAME", "kommunens login"),
                    "client_id": env.str("OIDC_CLIENT_ID"),
                    "secret": env.str("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": OIDC_SERVER_URL, "oauth_pkce_enabled": True},
                }
            ]
        }
    }

# Mail.
_MAIL = env.dj_email_url("EMAIL_URL", "console:" if IS_DEVELOPMENT else "smtp://127.0.0.1:25")
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_BACKEND"], _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["EMAIL_USE_TLS"], _MAIL["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _MAIL.get("EMAIL_FILE_PATH")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", "Referatarkivet <referatarkivet@localhost>")

# The default is in the database, so that every process and machine counts the same failed sign-ins.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# Security. Visitors get no cookie.
SECURE_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
if OIDC_SERVER_URL:  # the form behind the button ends at the service
    SECURE_CONTENT_SECURITY_POLICY = SECURE_CONTENT_SECURITY_POLICY.replace(
        "form-action 'self'", f"form-action 'self' {'/'.join(OIDC_SERVER_URL.split('/')[:3])}"
    )
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_DEVELOPMENT
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", not IS_DEVELOPMENT)
SECURE_HSTS_SECONDS = 0 if IS_DEVELOPMENT else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_DEVELOPMENT
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# Logs name events and ids, never what somebody typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
}
