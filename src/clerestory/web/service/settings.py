"""Django's settings, made of what is served; nothing is read from a module of settings."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF

from clerestory.clock import SystemClock
from clerestory.web.service.assets import STATIC, STATIC_URL
from clerestory.web.service.databases import database_of
from clerestory.web.service.logs import LOGGING
from clerestory.web.service.reports import REPORTS
from clerestory.web.service.serving import Serving
from clerestory.web.signing.sealing import COST

IDLE = dt.timedelta(minutes=15)
ABSOLUTE = dt.timedelta(hours=8)
_LEAST_PASSWORD = 12
_INVITED = dt.timedelta(days=3)
_LOCKED = dt.timedelta(minutes=15)
_YEAR = 365 * 24 * 3600
_MEGABYTE = 1 << 20

# In this order a request passes them, and its answer in the other.
_MIDDLEWARE = (
    "clerestory.web.service.middleware.logged",
    "clerestory.web.service.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clerestory.web.service.middleware.demonstrated",
    "clerestory.web.service.middleware.limited",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "clerestory.web.service.middleware.not_allowed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "clerestory.web.accounts.sessions.timed",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # a page is open to others only where it says so
    "clerestory.web.accounts.sessions.SecondFactor",
    "clerestory.web.service.middleware.Refusals",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
)


def settings_of(serving: Serving) -> dict[str, Any]:
    """Give every setting that differs from Django's own.

    Raises
    ------
    ServingError
        If the database cannot be one.
    """
    return {
        "SERVING": serving,
        "CLOCK": SystemClock(),
        "DEBUG": False,
        "SECRET_KEY": serving.key_file.read_text(encoding="utf-8"),
        "DATABASES": {"default": database_of(serving)},
        "CACHES": {"default": {"BACKEND": "clerestory.web.service.shared.cache.SharedCache"}},
        "AUTH_USER_MODEL": "accounts.Account",
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "INSTALLED_APPS": _applications(),
        "MIDDLEWARE": list(_MIDDLEWARE),
        "ROOT_URLCONF": "clerestory.web.urls",
        "TEMPLATES": _templates(),
        "LOGGING": LOGGING,
        "USE_I18N": False,
        "USE_TZ": True,
        "TIME_ZONE": "Europe/London",
        "STATIC_URL": STATIC_URL,
        "STATICFILES_DIRS": [STATIC],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_MAX_AGE": _YEAR,  # an asset's address holds the hash of its content
        "WHITENOISE_ALLOW_ALL_ORIGINS": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": _MEGABYTE,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 10,
        # What is sent is smaller than the limit above, so no file of a stranger ever comes to lie on the disk.
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        "FILE_UPLOAD_MAX_MEMORY_SIZE": _MEGABYTE,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        **_security(serving),
        **_accounts(serving),
        **_sign_in_elsewhere(serving),
    }


def _applications() -> list[str]:
    return [
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "csp",
        "axes",
        "allauth",
        "allauth.account",
        "allauth.mfa",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
        "clerestory.web.accounts",
        "clerestory.web.service.shared",
        "clerestory.web.mail",
        "clerestory.web.store",
        "clerestory.web.pages.passages",
        "clerestory.web.signing",
    ]


def _templates() -> list[dict[str, Any]]:
    return [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "DIRS": [],
            "OPTIONS": {
                "environment": "clerestory.web.pages.templating.environment",
                "context_processors": ["clerestory.web.pages.templating.frame"],
            },
        },
    ]


def _security(serving: Serving) -> dict[str, Any]:
    """Give what browsers are told: who may frame, load, remember and send (ASVS 5.0, V3)."""
    https = serving.is_encrypted
    prefix = f"__Host-{serving.zone.value}" if https else serving.zone.value
    host = urlsplit(serving.url).hostname or ""
    return {
        "ALLOWED_HOSTS": sorted({host, "127.0.0.1", "localhost", "[::1]"}),
        "CSRF_TRUSTED_ORIGINS": [serving.url],
        "CSRF_FAILURE_VIEW": "clerestory.web.pages.faults.forged",
        "CSRF_COOKIE_NAME": f"{prefix}-csrf",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SECURE": https,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "SESSION_COOKIE_NAME": f"{prefix}-session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",  # an invitation or a sign-in elsewhere comes from another site
        "SESSION_COOKIE_AGE": int(ABSOLUTE.total_seconds()),
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SECURE_HSTS_SECONDS": _YEAR if https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": https,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": [NONE],
                "style-src": [SELF],
                "script-src": [SELF, NONCE],
                "img-src": [SELF, "data:"],  # the picture that an authenticator reads
                "connect-src": [SELF],
                "object-src": [NONE],
                "form-action": [SELF, *_organisations(serving)],
                "frame-ancestors": [NONE],
                "base-uri": [NONE],
                "report-uri": REPORTS,
            }
        },
    }


def _accounts(serving: Serving) -> dict[str, Any]:
    """Give who gets in, and for how long (ASVS 5.0, V6 and V7)."""
    validators = "django.contrib.auth.password_validation"
    return {
        "IDLE": IDLE,
        "ABSOLUTE": ABSOLUTE,
        "LEAST_PASSWORD": _LEAST_PASSWORD,
        "LOGIN_URL": "demo" if serving.demo else "account_login",
        "LOGIN_REDIRECT_URL": "home",
        "PASSWORD_RESET_TIMEOUT": int(_INVITED.total_seconds()),
        "KEY_COST": COST,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"{validators}.MinimumLengthValidator", "OPTIONS": {"min_length": _LEAST_PASSWORD}},
            {"NAME": f"{validators}.CommonPasswordValidator"},
            {"NAME": f"{validators}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["person"]}},
            {"NAME": "clerestory.web.accounts.passwords.NotOfTheStudy"},
        ],
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "clerestory.web.accounts.backends.PeopleOfTheStudy",
        ],
        "ACCOUNT_ADAPTER": "clerestory.web.accounts.adapters.Accounts",
        "ACCOUNT_FORMS": {
            "login": "clerestory.web.accounts.passwords.SignIn",
            "change_password": "clerestory.web.accounts.passwords.OtherPassword",
        },
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": "person",
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": False,
        "ACCOUNT_LOGOUT_REDIRECT_URL": "demo" if serving.demo else "account_login",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1 if serving.origin else 0,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 300,
        "MFA_ADAPTER": "clerestory.web.accounts.adapters.SecondFactors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_RECOVERY_CODE_DIGITS": 10,
        "AXES_USERNAME_CALLABLE": "clerestory.web.accounts.backends.attempted_person",
        "AXES_LOCKOUT_PARAMETERS": ["username"],
        "SILENCED_SYSTEM_CHECKS": ["axes.W006"],  # a person is locked, from wherever somebody tries
        "AXES_FAILURE_LIMIT": 5,
        "AXES_COOLOFF_TIME": _LOCKED,
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_CALLABLE": "clerestory.web.accounts.locking.locked",
        "AXES_ENABLE_ADMIN": False,
        "AXES_DISABLE_ACCESS_LOG": True,  # who signed in when is not kept beside the acts
        "AXES_VERBOSE": False,
    }


def _organisations(serving: Serving) -> list[str]:
    """Give the origin to which the button of an organisation leads; browsers follow no form elsewhere."""
    if serving.organisation is None:
        return []
    parts = urlsplit(serving.organisation.issuer)
    return [f"{parts.scheme}://{parts.netloc}"]


def _sign_in_elsewhere(serving: Serving) -> dict[str, Any]:
    """Give how people are signed in by their organisation (OpenID Connect, with PKCE)."""
    said: dict[str, Any] = {
        "SOCIALACCOUNT_ADAPTER": "clerestory.web.accounts.oidc.signing_in.WhoSomebodyIs",
        "SOCIALACCOUNT_STORE_TOKENS": False,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
        "SOCIALACCOUNT_PROVIDERS": {},
    }
    if serving.organisation is not None:
        one = serving.organisation
        known = {
            "provider_id": "organisation",
            "name": "Your organisation",
            "client_id": one.client,
            "secret": one.secret,
            "settings": {
                "server_url": one.issuer.rstrip("/"),
                "oauth_pkce_enabled": True,
                "uid_field": one.claim,
                "scope": ["openid"],
            },
        }
        said["SOCIALACCOUNT_PROVIDERS"] = {"openid_connect": {"APPS": [known]}}
    return said
