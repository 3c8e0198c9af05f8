"""An organisation that signs people in: Django OAuth Toolkit in a process of its own, with a key of its own.

    identity_provider.py FOLDER PORT CALLBACK

``/as/NAME?...`` signs a browser in there as somebody; what stands behind the mark spoils the tokens of that person:
``aud``, ``iss``, ``nonce``, ``sub`` take another value, ``late=1`` makes them old, ``forged=1`` signs them with another
key, ``amr=mfa`` says that there was a second factor.
"""

from __future__ import annotations

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command

folder, port, callback = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
CLIENT, SECRET = "review-desk", "a secret of both"
SPOILED: dict[str, dict[str, str]] = {}


def new_key() -> str:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kind = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return private.private_bytes(serialization.Encoding.PEM, *kind).decode()


settings.configure(
    SECRET_KEY=new_key(),
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="identity_provider_pages",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    SESSION_COOKIE_NAME="provider",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGGING_CONFIG=None,
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": new_key(),
        "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
        "OAUTH2_VALIDATOR_CLASS": "identity_provider_pages.Validator",
        "SCOPES": {"openid": "who somebody is"},
        "PKCE_REQUIRED": True,
    },
)
django.setup(set_prefix=False)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def serve() -> None:
    from django.contrib.auth.models import User
    from django.core.wsgi import get_wsgi_application
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    User.objects.create(username="nobody")
    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=callback,
        skip_authorization=True,
        algorithm="RS256",
    )
    make_server("127.0.0.1", port, get_wsgi_application(), Server, Quiet).serve_forever()


if __name__ == "__main__":
    sys.modules["identity_provider"] = sys.modules["__main__"]
    serve()
