"""Users, roles and invitations for platform administrators. Nobody sets a password here."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from apps.accounts import audit
from apps.accounts.models import Invitation, Membership, User

# The first two would let an administrator take over somebody's sign-in, groups mean nothing here, and
# the log is shown in Danish below.
admin.site.unregister([EmailAddress, Authenticator, Group, LogEntry])


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only, as those below
    """Rows that are looked at and never changed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    extra = 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["email", "name", "is_active", "is_superuser", "last_login", "created_at"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "is_active", "is_superuser", "last_login", "created_at"]
    readonly_fields = ["email", "last_login", "created_at"]
    inlines = [MembershipInline]
    actions = ["remove_second_factor"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # only by invitation

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # the audit trail names them

    @admin.action(description="Fjern andet trin (mistet telefon); næste log ind beder om et nyt")
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        Authenticator.objects.filter(user__in=users).delete()
        messages.success(request, "Andet trin er fjernet.")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["user", "municipality", "role"]
    list_filter = ["role"]
    list_select_related = ["user", "municipality"]
    search_fields = ["user__email", "user__name", "municipality__name"]
    autocomplete_fields = ["user"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = [
        "email",
        "municipality",
        "role_name",
        "created_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    ]
    list_select_related = ["municipality"]
    search_fields = ["email"]


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "what_happened", "kind", "what", "what_changed"]
    list_select_related = ["actor", "content_type"]
    show_full_result_count = False
    search_fields = ["object_repr", "actor__email"]
    fields = ["at", "who", "what_happened", "kind", "what", "what_changed"]

    @admin.display(description="tidspunkt", ordering="timestamp")
    def at(self, entry: LogEntry) -> datetime:
        moment: datetime = entry.timestamp
        return moment

    @admin.display(description="hvad")
    def what(self, entry: LogEntry) -> str:
        return str(entry.object_repr)

    @admin.display(description="hvem")
    def who(self, entry: LogEntry) -> str:
        return audit.actor_of(entry)

    @admin.display(description="hvad skete der")
    def what_happened(self, entry: LogEntry) -> str:
        return audit.ACTIONS[entry.action]

    @admin.display(description="type")
    def kind(self, entry: LogEntry) -> str:
        return audit.kind_of(entry)

    @admin.display(description="ændringer")
    def what_changed(self, entry: LogEntry) -> str:
        return "; ".join(audit.describe_changes(entry))
