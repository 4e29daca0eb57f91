"""What was handed in and decided, for platform administrators to look up. Words of documents are left out."""

from django.contrib import admin

from apps.archive.admin import ReadOnlyAdmin
from apps.ingest.models import Approval, Correction, Discard, HarvestedMeeting, HarvestHost, Upload


@admin.register(Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ["file_name", "municipality", "uploaded_by", "uploaded_at", "is_waiting", "attempt_count"]
    list_filter = ["is_waiting"]
    list_select_related = ["municipality", "uploaded_by"]
    search_fields = ["file_name", "municipality__name"]
    exclude = ["batch", "leased_until"]


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ["source_id", "target", "field", "made_by", "made_at"]
    list_filter = ["field"]
    list_select_related = ["made_by"]
    exclude = ["value"]


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ["source_id", "approved_by", "approved_at", "summary"]
    list_select_related = ["approved_by"]


@admin.register(Discard)
class DiscardAdmin(ReadOnlyAdmin):
    list_display = ["source_id", "is_taken_back", "made_by", "made_at"]
    list_select_related = ["made_by"]


@admin.register(HarvestHost)
class HarvestHostAdmin(ReadOnlyAdmin):
    list_display = ["host", "municipality", "is_active", "added_on", "run_started_at"]
    list_filter = ["is_active"]
    list_select_related = ["municipality"]
    search_fields = ["host", "municipality__name"]


@admin.register(HarvestedMeeting)
class HarvestedMeetingAdmin(ReadOnlyAdmin):
    list_display = ["title", "held_on", "host", "checked_at", "missed_count", "vanished_on"]
    list_select_related = ["host"]
    search_fields = ["title", "host__host"]
    fields = ["title", "held_on", "host", "portal_id", "checked_at", "missed_count", "vanished_on"]
