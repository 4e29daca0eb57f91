"""The archive for platform administrators, to look things up: what changes nothing goes around no rule.

What was read from a document is left out: it holds the text of closed items.
"""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from apps.archive.models import (
    Case,
    CaseRuling,
    Committee,
    FormerCommittee,
    Meeting,
    Municipality,
    OriginalsCheck,
    SourceDocument,
    Withdrawal,
)


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

    def get_queryset(self, request: HttpRequest) -> QuerySet[SourceDocument]:
        return super().get_queryset(request).defer("record")


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "said_of_it", "kind", "withdrawn_at", "withdrawn_by", "lifted_at"]
    list_filter = ["kind"]
    list_select_related = ["meeting__committee", "withdrawn_by"]
    exclude = ["title_key", "attachment_key", "passage_key", "passage_length"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Withdrawal]:
        return Withdrawal.with_lifted.all()

    @admin.display(description="hvad")
    def said_of_it(self, withdrawal: Withdrawal) -> str:
        return withdrawal.what


@admin.register(FormerCommittee)
class FormerCommitteeAdmin(ReadOnlyAdmin):
    list_display = ["name", "committee", "municipality", "decided_by", "decided_at"]
    list_select_related = ["committee", "municipality", "decided_by"]
    search_fields = ["name", "municipality__name"]


@admin.register(CaseRuling)
class CaseRulingAdmin(ReadOnlyAdmin):
    list_display = ["number", "kind", "into", "municipality", "made_by", "made_at"]
    list_filter = ["kind"]
    list_select_related = ["municipality", "made_by"]
    search_fields = ["number", "into"]


@admin.register(OriginalsCheck)
class OriginalsCheckAdmin(ReadOnlyAdmin):
    list_display = ["finished_at", "original_count", "fault_count", "unexpected_count"]
