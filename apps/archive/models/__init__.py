"""What we keep: municipalities, committees, meetings, agenda items, decisions, attachments and cases.

Fields, constraints and addresses only. Reads shared by several callers live in `queries.py`.
"""

from apps.archive.models.cases import Case, CaseRuling
from apps.archive.models.items import (
    AgendaItem,
    Amount,
    Attachment,
    AttachmentPage,
    Attendance,
    Decision,
    Outcome,
    VoteSide,
)
from apps.archive.models.meetings import (
    Committee,
    FormerCommittee,
    Meeting,
    OriginalsCheck,
    Publication,
    SourceDocument,
)
from apps.archive.models.reference import KleSubject, Municipality, Party
from apps.archive.models.withdrawals import Withdrawal

__all__ = [
    "AgendaItem",
    "Amount",
    "Attachment",
    "AttachmentPage",
    "Attendance",
    "Case",
    "CaseRuling",
    "Committee",
    "Decision",
    "FormerCommittee",
    "KleSubject",
    "Meeting",
    "Municipality",
    "OriginalsCheck",
    "Outcome",
    "Party",
    "Publication",
    "SourceDocument",
    "VoteSide",
    "Withdrawal",
]
