from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    verbose_name = "Brugere"


class PlatformAdminConfig(AdminConfig):
    """Django's administration, with our own site in place of its own."""

    default_site = "apps.accounts.admin_site.PlatformAdminSite"
