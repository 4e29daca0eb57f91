"""The archive for platform administrators, to look things up: what changes nothing goes around no rule.

What was read from a document is left out: it holds the text of closed items.
"""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from apps.archive.models import Case, Committee, Meeting, Municipality, SourceDocument


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only, as those below
    # In a large archive counting all rows costs more than showing a page of them.
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    list_display = ["name", "code", "region", "is_example"]
    list_filter = ["region"]
    search_fields = ["name", "code"]


@admin.register(Committee)
class CommitteeAdmin(ReadOnlyAdmin):
    list_display = ["name", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["name", "municipality__name"]


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["committee", "held_on", "kind", "state", "published_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["committee__municipality"]
    search_fields = ["committee__name", "committee__municipality__name"]
    date_hierarchy = "held_on"


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "municipality", "is_catch_all"]
    list_filter = ["is_catch_all"]
    list_select_related = ["municipality"]
    search_fields = ["number", "title"]


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "municipality", "state", "received_at", "byte_count"]
    list_filter = ["state"]
    list_select_related = ["municipality"]
    search_fields = ["file_name", "sha256", "municipality__name"]
    exclude = ["record"]
