"""Keeping what preflight found, and what people said to it: a reason given once holds for later readings."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.crypto import salted_hmac

from apps.accounts.models import User
from apps.archive.models import SourceDocument
from apps.ingest.checking.cpr import Tier, mask
from apps.ingest.checking.preflight import Doubt, Sighting, joined
from apps.ingest.models import Finding

_CPR, PERHAPS_CPR = "Et CPR-nummer", "Cifre, der ligner et CPR-nummer"


def keep_findings(source: SourceDocument, sightings: Iterable[Sighting], doubts: Iterable[Doubt]) -> None:
    """Make the findings of `source` these; one that was there before keeps the reason it was accepted for."""
    wanted = {finding.fingerprint: finding for finding in _findings(source, sightings, doubts)}
    Finding.objects.filter(source=source).exclude(fingerprint__in=wanted).delete()
    Finding.objects.bulk_create(
        wanted.values(),
        update_conflicts=True,
        unique_fields=["source", "fingerprint"],
        update_fields=["kind", "shown", "place"],
    )


def accept_finding(finding: Finding, *, by: User, reason: str) -> None:
    """Note why something may be public; a CPR number never may, and the database refuses it too."""
    finding.accepted_by, finding.accepted_at, finding.reason = by, timezone.now(), reason
    finding.save(update_fields=["accepted_by", "accepted_at", "reason"])


def open_findings(source: SourceDocument) -> int:
    """How many findings stand in the way of publication."""
    return Finding.objects.filter(source=source, accepted_at=None).count()


def _findings(
    source: SourceDocument, sightings: Iterable[Sighting], doubts: Iterable[Doubt]
) -> Iterator[Finding]:
    for sighting in sightings:
        kind = _CPR if sighting.tier is Tier.BLOCK else PERHAPS_CPR
        yield Finding(
            source=source,
            tier=Finding.Tier(sighting.tier.value),
            kind=kind,
            shown=mask(sighting.number),
            place=joined(sighting.places),
            fingerprint=_fingerprint(kind, sighting.number),
        )
    for doubt in doubts:
        yield Finding(
            source=source,
            tier=Finding.Tier.REVIEW,
            kind=doubt.kind[:100],
            shown=doubt.shown[:300],
            place=joined(doubt.places),
            fingerprint=_fingerprint(doubt.kind, doubt.words),
        )


def _fingerprint(kind: str, words: str) -> str:
    """Ten digits can be guessed from a plain hash; without the key this one can't."""
    return salted_hmac("ingest.finding", f"{kind}:{words}", algorithm="sha256").hexdigest()
