"""Whether a decision followed the recommendation, where the words of the decision say so; else nothing.

A bare "Godkendt" says what was decided, not that it was the recommendation, and is left alone.
"""

import re
from enum import StrEnum

from apps.archive.models import Outcome


class Agreement(StrEnum):
    """How the decision stands to the recommendation; the value is the sentence that readers see."""

    FOLLOWED = "Indstillingen er fulgt."
    CHANGED = "Indstillingen er fulgt med ændringer."
    NOT_FOLLOWED = "Indstillingen er ikke fulgt."
    POSTPONED = "Der er ikke taget stilling til indstillingen endnu."


_ENDED_OTHERWISE = {Outcome.WITHDRAWN, Outcome.FORWARDED, Outcome.SENT_FOR_HEARING}
_RECOMMENDATION = r"\bindstilling(?:en|erne)"
_TAKEN = (
    r"(?:godkend(?:t|tes|es)|tiltråd(?:t|tes)|tiltrædes|fulgt|fulgtes|følges|vedtag(?:et|es)|"
    r"anbefal(?:et|es|edes))"
)
_NOT_FOLLOWED = re.compile(
    rf"{_RECOMMENDATION}(?: \w+){{0,2}} "
    rf"(?:ikke {_TAKEN}|forkast(?:et|es|edes)|afvis(?:t|es|tes))\b|{_RECOMMENDATION} faldt\b",
    re.IGNORECASE,
)
_PART_BY_PART = re.compile(r"\bindstilling(?:en|erne)?s?,? (?:punkt|pkt|nr|at)\b", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:med|under) (?:\w+ ){0,3}"
    r"(?:ændring(?:er|en|erne)?|tilføjelse(?:r|n|rne)?|præcisering(?:er|en)?|rettelse(?:r|n|rne)?)\b"
    r"|\bi (?:ændret|revideret) form\b|\b(?:den|en) ændre(?:t|de) indstilling\b",
    re.IGNORECASE,
)
_BODY = (
    r"\b(?:\w*udvalget|byrådet|kommunalbestyrelsen|borgerrepræsentationen|\w*rådet|"
    r"et (?:enigt \w+|flertal))\b"
)
_FOLLOWED = re.compile(
    r"\bsom indstillet\b|\bi overensstemmelse med indstillingen\b|^tiltrådt\.?$"
    rf"|{_RECOMMENDATION}(?: (?:blev|er|bliver|enstemmigt|blev enstemmigt))? {_TAKEN}\b"
    rf"|{_BODY}[^.;\n]{{0,60}}? "
    r"(?:følger|fulgte|tiltrådte|tiltræder|godkender|godkendte|anbefaler|anbefalede) "
    r"(?:\w+s )?indstillingen\b",
    re.IGNORECASE | re.MULTILINE,
)


def read_agreement(text: str, outcome: str) -> Agreement | None:
    """What the decision's own words say of the recommendation; None when they say nothing certain."""
    if outcome == Outcome.POSTPONED:
        return Agreement.POSTPONED
    followed = bool(_FOLLOWED.search(text))
    if outcome == Outcome.REJECTED:
        return Agreement.NOT_FOLLOWED if _NOT_FOLLOWED.search(text) and not followed else None
    if outcome in _ENDED_OTHERWISE or not followed or _PART_BY_PART.search(text):
        return None
    return Agreement.CHANGED if _CHANGED.search(text) else Agreement.FOLLOWED
