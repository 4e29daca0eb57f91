"""allauth's pages under Danish addresses. The names are those that allauth itself asks for."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.apps import apps
from django.urls import include, path, re_path

urlpatterns = [
    path("log-ind/", account.login, name="account_login"),
    path("log-ind/kode/", second_factor.authenticate, name="mfa_authenticate"),
    path("log-ud/", account.logout, name="account_logout"),
    path("lukket/", account.account_inactive, name="account_inactive"),
    # Always answers that only invited people get a user.
    path("opret/", account.signup, name="account_signup"),
    path("bekraeft-dig/", account.reauthenticate, name="account_reauthenticate"),
    path("bekraeft-dig/kode/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("e-mail/", account.email, name="account_email"),
    path("e-mail/bekraeft/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^e-mail/bekraeft/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("adgangskode/vaelg/", account.password_set, name="account_set_password"),
    path("adgangskode/glemt/", account.password_reset, name="account_reset_password"),
    path("adgangskode/glemt/sendt/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^adgangskode/ny/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "adgangskode/skiftet/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("to-trin/", second_factor.index, name="mfa_index"),
    path("to-trin/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("to-trin/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("to-trin/noedkoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "to-trin/noedkoder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "to-trin/noedkoder/hent/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
]

if apps.is_installed("allauth.socialaccount"):
    urlpatterns += [
        path("ekstern/", include("allauth.socialaccount.urls")),
        path("ekstern/", include("allauth.socialaccount.providers.openid_connect.urls")),
    ]
