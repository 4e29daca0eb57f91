"""Safe highlighted texts for the hits that are shown: escaped first, then marked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from apps.archive.models import AttachmentPage
from apps.search.language.highlighting import (
    Span,
    WantedKeys,
    best_passage,
    find_matches,
    want_abbreviation,
    want_phrase,
    want_prefix,
    want_word,
)
from apps.search.query_language import Scope, Term, TermKind
from apps.search.results import Excerpt
from apps.search.shown_items import ShownItem

_DECISION, _ATTACHMENTS = "Beslutning", "Bilag"
# What is shown of an item for each part that may be searched alone.
_SHOWN = {Scope.DECISION: _DECISION, Scope.ATTACHMENT: _ATTACHMENTS}
# Longer parts are looked through this far: a page of results must not cost a second.
_LOOK_THROUGH = 20_000
# Words that begin with so many of the same letters count as one: skole, skolernes.
_SAME_BEGINNING = 4
_READERS: Mapping[TermKind, Callable[[str], WantedKeys]] = {
    TermKind.WORD: want_word,
    TermKind.PHRASE: want_phrase,
    TermKind.PREFIX: want_prefix,
    TermKind.ABBREVIATION: want_abbreviation,
}


@dataclass(frozen=True, slots=True)
class _Passage:
    """The best stretch of one part of an item; `worth` counts the different words it shows."""

    part: str
    text: str
    spans: list[Span]
    place: Span
    worth: int

    def as_html(self) -> SafeString:
        before = "… " if self.text[: self.place[0]].strip() else ""
        after = " …" if self.text[self.place[1] :].strip() else ""
        return SafeString(f"{before}{_marked(self.text, self.spans, self.place)}{after}")


def wanted_keys(terms: Iterable[Term]) -> WantedKeys:
    """What to mark for the terms of a question."""
    wanted = WantedKeys()
    for term in terms:
        wanted |= _READERS[term.kind](term.text)
    return wanted


def mark_text(text: str, wanted: WantedKeys) -> SafeString:
    """The whole text as HTML with the found words in <mark>."""
    return _marked(text, find_matches(text, wanted), (0, len(text)))


def excerpt_from(page: AttachmentPage, wanted: WantedKeys) -> Excerpt:
    """The passage of a page of an attachment that shows most of what was asked for."""
    passage = _find_passage(_ATTACHMENTS, page.text, wanted)
    return Excerpt(passage.part, passage.as_html(), passage.text[slice(*passage.place)])


def make_excerpt(
    item: ShownItem, wanted: WantedKeys, *, word_count: int, scope: Scope = Scope.ALL
) -> Excerpt | None:
    """The passage of an item that shows most of what was asked for; of its decision when none does.

    `scope` is the one part that was asked for. Parts after one that shows as many words as were asked for are
    not read: analysing text is most of what a page costs.
    """
    best: _Passage | None = None
    parts = _parts(item)
    for part, text in [each for each in parts if each[0] == _SHOWN.get(scope, each[0])] or parts:
        passage = _find_passage(part, text, wanted)
        if best is None or passage.worth > best.worth:
            best = passage
        if best.worth >= word_count:
            break
    return Excerpt(best.part, best.as_html(), best.text[slice(*best.place)]) if best else None


def _parts(item: ShownItem) -> list[tuple[str, str]]:
    """The texts of an item with the Danish name of each; first the decision, which most readers want."""
    parts = [(_DECISION, decision.text) for decision in item.decisions if decision.is_own]
    parts += [(heading or "Tekst", text) for heading, text in item.sections()]
    parts += [
        (f"Tidligere beslutning, {decision.committee_name}".rstrip(", "), decision.text)
        for decision in item.decisions
        if not decision.is_own and not item.row.closed
    ]
    attachments = "" if item.row.closed else "\n".join(attachment.title for attachment in item.attachments)
    parts.append((_ATTACHMENTS, attachments))
    return [(name, text) for name, text in parts if text.strip()]


def _find_passage(part: str, text: str, wanted: WantedKeys) -> _Passage:
    spans = find_matches(text[:_LOOK_THROUGH], wanted)
    place = best_passage(text, spans)
    shown = {
        text[start:end][:_SAME_BEGINNING].lower()
        for start, end in spans
        if place[0] <= start and end <= place[1]
    }
    return _Passage(part, text, spans, place, len(shown))


def _marked(text: str, spans: list[Span], passage: Span) -> SafeString:
    pieces: list[str] = []
    position, end = passage
    for start, stop in spans:
        if start < position or stop > end:
            continue
        pieces += [escape(text[position:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        position = stop
    pieces.append(escape(text[position:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped
