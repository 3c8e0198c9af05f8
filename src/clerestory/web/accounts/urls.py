"""Addresses of accounts: those pages of allauth that a desk needs, and our own."""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

from clerestory.web.accounts.demo import demo
from clerestory.web.accounts.invitations import invitation
from clerestory.web.accounts.oidc.signing_in import back, leave
from clerestory.web.accounts.passwords import password, sign_in
from clerestory.web.accounts.places import places
from clerestory.web.mail.pages import address

urlpatterns = [
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", views.logout, name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("confirm/", views.reauthenticate, name="account_reauthenticate"),
    path("places/", places, name="places"),
    path("password/", password, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("invitation/<slug:person>/<str:token>/", invitation, name="invitation"),
    path("organisation/", leave, name="organisation"),
    path("organisation/back/", back, name="organisation-back"),
    path("mail/", address, name="mail-address"),
    path("demonstration/", demo, name="demo"),
]
