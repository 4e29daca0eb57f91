"""A case as a journey: every time a committee took it up, in order of date, also as quoted later."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from apps.archive.glossary import OPEN_OUTCOMES
from apps.archive.models import AgendaItem, Decision, Meeting

_SENT_TO = re.compile(
    r"\b(?i:anbefal|indstil|oversend|fremsend|videresend|send)\w*\b[^.;:\n]{0,80}?\b(?:til|over ?for) "
    r"(?P<body>(?:[A-ZÆØÅ][\w-]{1,30} og )?"
    r"[A-ZÆØÅ][\w-]{0,30}(?:udvalget|rådet|bestyrelsen|repræsentationen))\b"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One treatment of the case: an item we hold, or a decision that a later item (`quoted_by`) quotes."""

    committee_name: str
    decided_on: date | None
    point: str
    decision: Decision | None
    item: AgendaItem | None
    quoted_by: AgendaItem | None = None

    @property
    def is_open(self) -> bool:
        """Whether the decision sends the case on, so that more is to be expected."""
        return self.decision is not None and self.decision.outcome in OPEN_OUTCOMES

    @property
    def is_awaited(self) -> bool:
        """Whether we hold no more than the agenda, so that the decision is still to come."""
        if self.decision or self.item is None:
            return False
        return self.item.meeting.kind != Meeting.Kind.MINUTES

    @property
    def next_body(self) -> str:
        """Where an open decision sends the case, in its own words: `Byrådet`; empty when it does not say."""
        found = _SENT_TO.search(self.decision.text) if self.decision and self.is_open else None
        return found["body"] if found else ""


def make_journey(items: Iterable[AgendaItem]) -> list[Step]:
    """The steps of the items, oldest first. `items` come in order of date with their decisions at hand.

    A quoted decision is a step of its own only when the item it was taken under is not among `items`;
    quoted by several items it is shown once. Without a date it stands just before the item that quotes it.
    """
    held = list(items)
    held_ids = {item.pk for item in held}
    known = {_key(item.meeting.committee.name, item.meeting.held_on) for item in held}
    steps: list[Step] = []
    for item in held:
        for decision in item.decisions.all():
            key = _key(decision.committee_name, decision.decided_on or item.meeting.held_on)
            if decision.is_own or decision.earlier_item_id in held_ids or key in known:
                continue
            known.add(key)
            steps.append(_quoted_step(decision, item))
        steps.append(_own_step(item))
    return _in_order(steps)


def _key(committee_name: str, decided_on: date) -> tuple[str, date]:
    return " ".join(committee_name.casefold().split()), decided_on


def _own_step(item: AgendaItem) -> Step:
    meeting = item.meeting
    return Step(meeting.committee.name, meeting.held_on, item.number, item.own_decision, item)


def _quoted_step(decision: Decision, quoted_by: AgendaItem) -> Step:
    return Step(
        committee_name=decision.committee_name,
        decided_on=decision.decided_on,
        point=decision.point,
        decision=decision,
        item=decision.earlier_item,
        quoted_by=quoted_by,
    )


def _in_order(steps: list[Step]) -> list[Step]:
    """Sorted by date; a step without one keeps its place before the step that follows it."""
    dated: list[tuple[date, int, Step]] = []
    following = date.max
    for position, step in reversed(list(enumerate(steps))):
        following = step.decided_on or following
        dated.append((following, position, step))
    return [step for _, _, step in sorted(dated, key=lambda row: row[:2])]
