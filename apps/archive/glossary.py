"""What the formulas of decisions mean, in plain Danish for a reader who has never been to a meeting."""

from dataclasses import dataclass

from apps.archive.models import Outcome

OUTCOME_MEANINGS: dict[str, str] = {
    Outcome.APPROVED: "Forslaget er vedtaget.",
    Outcome.ADOPTED: "Indstillingen er gjort til beslutning.",
    Outcome.NOTED: "Medlemmerne er orienteret. Der er ikke besluttet andet.",
    Outcome.RECOMMENDED: "Sagen går videre med et ja til et andet udvalg eller byrådet, som afgør den.",
    Outcome.DISCUSSED: "Sagen er drøftet og ikke afgjort på mødet.",
    Outcome.POSTPONED: "Sagen blev ikke afgjort på mødet og tages op igen senere.",
    Outcome.SENT_FOR_HEARING: "Andre kan nu sige deres mening om forslaget, før det afgøres.",
    Outcome.FORWARDED: "Sagen er sendt videre til et andet udvalg.",
    Outcome.REJECTED: "Forslaget er ikke vedtaget.",
    Outcome.ELECTED: "En eller flere personer er valgt eller udpeget.",
    Outcome.WITHDRAWN: "Sagen blev taget af dagsordenen og ikke behandlet.",
    Outcome.NONE: "Der blev ikke besluttet noget under punktet.",
}

# Colour of the design system's badge; its words say the same, so nothing depends on the colour alone.
OUTCOME_TONES: dict[str, str] = {
    Outcome.APPROVED: "success",
    Outcome.ADOPTED: "success",
    Outcome.ELECTED: "success",
    Outcome.NOTED: "info",
    Outcome.DISCUSSED: "info",
    Outcome.RECOMMENDED: "info",
    Outcome.FORWARDED: "warning",
    Outcome.SENT_FOR_HEARING: "warning",
    Outcome.POSTPONED: "warning",
    Outcome.WITHDRAWN: "warning",
    Outcome.REJECTED: "error",
}

# After these the case is expected somewhere again.
OPEN_OUTCOMES = frozenset(
    {Outcome.RECOMMENDED, Outcome.POSTPONED, Outcome.SENT_FOR_HEARING, Outcome.FORWARDED}
)


@dataclass(frozen=True, slots=True)
class OutcomeFamily:
    """Outcomes that a chart counts together; `kind` names their colour."""

    kind: str
    label: str
    outcomes: tuple[str, ...]


OUTCOME_FAMILIES = (
    OutcomeFamily("adopted", "Vedtaget", (Outcome.APPROVED, Outcome.ADOPTED, Outcome.ELECTED)),
    OutcomeFamily("noted", "Til efterretning eller drøftet", (Outcome.NOTED, Outcome.DISCUSSED)),
    OutcomeFamily(
        "open",
        "Sendt videre eller udsat",
        (Outcome.RECOMMENDED, Outcome.FORWARDED, Outcome.SENT_FOR_HEARING, Outcome.POSTPONED),
    ),
    OutcomeFamily("rejected", "Afvist eller trukket", (Outcome.REJECTED, Outcome.WITHDRAWN)),
    OutcomeFamily("other", "Andet", (Outcome.NONE, Outcome.UNKNOWN)),
)
