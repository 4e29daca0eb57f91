"""What a decision comes to, read from its opening formula. A formula that is not known gives `ukendt`."""

import re

APPROVED = "godkendt"
ACCEDED = "tiltrådt"
NOTED = "taget til efterretning"
RECOMMENDED = "anbefalet"
DISCUSSED = "drøftet"
POSTPONED = "udsat"
SENT_TO_HEARING = "sendt i høring"
FORWARDED = "oversendt"
REJECTED = "afvist"
ELECTED = "valgt"
WITHDRAWN = "trukket"
NOTHING = "ingen"
UNKNOWN = "ukendt"

OUTCOMES = (
    APPROVED,
    ACCEDED,
    NOTED,
    RECOMMENDED,
    DISCUSSED,
    POSTPONED,
    SENT_TO_HEARING,
    FORWARDED,
    REJECTED,
    ELECTED,
    WITHDRAWN,
    NOTHING,
    UNKNOWN,
)

_NOTHING = re.compile(
    r"(?:der (?:var|er) )?(?:ingen|intet|ikke noget)"
    r"(?: (?:bemærkninger|at bemærke|at referere|nyt|fraværende|afbud|meddelelser|punkter|sager|spørgsmål))?"
)
# Verbs by outcome: participle, passive, active, and the infinitive after "besluttede at". The first that
# matches in the main clause decides; a longer formula stands before its own beginning.
_FORMULAS = (
    (NOTED, r"(?:taget|tages|tog|tage|blev taget)\b[^.]{0,120}?\btil efterretning|til efterretning"),
    (
        WITHDRAWN,
        (
            r"(?:er |blev )?(?:taget|tages|tage) (?:ud )?(?:af|fra) (?:dagsordenen|dagsorden|mødet)"
            r"|trukket|trækkes|udgår|udgik|udgået"
        ),
    ),
    (
        SENT_TO_HEARING,
        (
            r"(?:sendes|sendt|sendte|sende|udsendes|udsendt)\b[^.]{0,80}?"
            r"\bi (?:\w+ ugers )?(?:offentlig |fornyet |ny )?(?:høring|nabohøring|partshøring)"
        ),
    ),
    (POSTPONED, r"udsat|udsættes|udsatte|udsætte|udskydes|udskudt|udskyde|genoptages|genoptaget"),
    (
        RECOMMENDED,
        (
            r"indstilles|indstillet|indstiller|indstillede|indstille"
            r"|anbefales|anbefalet|anbefaler|anbefalede|anbefale"
        ),
    ),
    (
        REJECTED,
        (
            r"afvist|afvises|afviste|afvise|afslået|afslås|afslog|afslå"
            r"|forkastet|forkastes|forkastede|forkaste|nedstemt|bortfaldt|bortfalder|forslaget faldt"
        ),
    ),
    (
        FORWARDED,
        (
            r"oversendt|oversendes|oversendte|oversende|tilbagesendt|tilbagesendes|hjemvist|hjemvises"
            r"|videresendt|videresendes|videresendte|videresende|henvist til|henvises til"
            r"|(?:sendes|sendt|sendte|sende) (?:retur |tilbage |videre )?til"
        ),
    ),
    (ACCEDED, r"tiltrådt|tiltrædes|tiltrådte|tiltræde|tiltrådtes|følges|fulgt|som indstillet"),
    (
        APPROVED,
        (
            r"godkendt|godkendes|godkendte|godkende|godkendtes|vedtaget|vedtages|vedtog|vedtage|vedtoges"
            r"|bevilget|bevilges|bevilgede|bevilge|imødekommet|imødekommes|imødekom|imødekomme"
        ),
    ),
    (
        ELECTED,
        (
            r"valgt|vælges|valgte|vælge|valgtes|genvalgt|udpeget|udpeges|udpegede|udpege"
            r"|konstitueret|konstitueredes"
        ),
    ),
    (DISCUSSED, r"drøftet|drøftes|drøftede|drøfte|drøftedes"),
)
_ANY_FORMULA = re.compile(
    "|".join(
        rf"(?P<o{index}>(?<![\w-])(?:{formula})(?![\w-]))" for index, (_, formula) in enumerate(_FORMULAS)
    )
)
_POINT_PREFIX = re.compile(
    r"(?:(?:ad|at|pkt\.?|punkt|re)\.? ?\d{1,2}[.:)]*|\d{1,2}[.:)]|[a-z]\))[ \t]*", re.IGNORECASE
)
_RESOLVED = re.compile(
    r"\b(?:besluttede|besluttet|beslutter|vedtog|enige? om)(?: enstemmigt)?(?P<denied> ikke)?,? at "
)
_SUBORDINATE = re.compile(
    r",? (?:at|som|der|hvis|såfremt|når|fordi|idet|hvornår|hvordan|hvorledes|hvad|hvem|hvilken|hvilke)\b"
    r"|, (?:om|da|mens|inden|indtil|hvor|hvorefter|hvorved)\b|[;:]"
)
# A paragraph about who took part, or about an amendment, does not say what became of the item.
_PROCEDURE = re.compile(
    r"ændringsforslag|underændring|inhabil|habilitet|deltog ikke|forlod (?:mødet|lokalet)", re.IGNORECASE
)
_VOTE = re.compile(r"\b(?:stemte|stemmer|undlod|afstemning|flertal|mindretal|forbehold)\b", re.IGNORECASE)
# "The recommendation is thereby approved" sums up a vote, wherever in the decision it stands.
_CONCLUSION = re.compile(
    r"(?:indstillingen|(?:forvaltningens|administrationens|udvalgets) indstilling|sagen|punktet"
    r"|hovedforslaget|det samlede forslag|forslaget|planen|det oprindelige forslag) (?:er|blev|var) "
    r"(?:dermed|herefter|hermed|således|derefter|herved)\b.{0,120}"
)
_SENTENCE_END = re.compile(r"(?<!\bkl)(?<!\bpkt)(?<!\bjf)(?<!\bnr)(?<!\bd)(?<!\d)[.!?](?:\s|$)|\n")
_ATTRIBUTE_BEFORE = re.compile(r"(?:^|[ ])(?:den|det|de|en|et|tidligere|nyligt|allerede|senest|netop)$")
_PARTICIPLE_AFTER = re.compile(
    r"$|[ ,]*(?:som|med|uden|og|men|idet|enstemmigt|dog|i|på|af|under|til|efter|ved|indtil|over|for|blev|jf"
    r"|jævnfør|godkendt|vedtaget|tiltrådt|taget|at|fra|ikke|herefter|igen|retur|videre|tilbage|den|d)\b"
    r"|[,;:(\-]"
)
_DENIED = re.compile(r"\b(?:ikke|aldrig)\b")
_SHORT_SENTENCE_WORDS = 8
_READ_LENGTH = 2000


def outcome_of(decision: str | None) -> str:
    """One of OUTCOMES. The first sentence that is a formula decides; a long one only where it comes first."""
    if not decision or not decision.strip():
        return UNKNOWN
    parts = _answers_by_point(decision[:_READ_LENGTH])
    outcomes = {_outcome_of_text(part) for part in parts}
    return outcomes.pop() if len(outcomes) == 1 else UNKNOWN


def _answers_by_point(decision: str) -> list[str]:
    """`Ad 1: Godkendt.` / `Ad 2: Udsat.` -> the answers, also when they stand below; else one answer."""
    lines = [line.strip() for line in decision.splitlines() if line.strip()]
    points = [index for index, line in enumerate(lines) if _POINT_PREFIX.match(line)]
    if not points or (points[0] and len(points) < 2):
        return [decision]
    answers = []
    for index in points:
        answer = lines[index][_POINT_PREFIX.match(lines[index]).end() :]  # type: ignore[union-attr]  # it matched
        follows = lines[index + 1] if index + 1 < len(lines) and index + 1 not in points else ""
        answers.append(answer or follows)
    return [answer for answer in answers if answer] or [decision]


def _outcome_of_text(text: str) -> str:
    paragraphs = [paragraph for paragraph in text.strip().split("\n\n") if not _PROCEDURE.search(paragraph)]
    for paragraph in paragraphs:
        outcome = _outcome_of_paragraph(paragraph)
        if outcome != UNKNOWN or not _VOTE.search(paragraph):
            break
    else:
        outcome = UNKNOWN
    return outcome if outcome != UNKNOWN else _concluded(text)


def _outcome_of_paragraph(paragraph: str) -> str:
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(paragraph) if sentence.strip()]
    for index, sentence in enumerate(sentences):
        if index and len(sentence.split()) > _SHORT_SENTENCE_WORDS:
            continue
        outcome = _outcome_of_sentence(sentence.lower())
        if outcome != UNKNOWN:
            return outcome
    return UNKNOWN


def _concluded(text: str) -> str:
    """What the sentences that sum up a vote agree on."""
    sentences = (sentence.strip().lower() for sentence in _SENTENCE_END.split(text))
    outcomes = {_outcome_of_sentence(sentence) for sentence in sentences if _CONCLUSION.fullmatch(sentence)}
    return outcomes.pop() if len(outcomes) == 1 else UNKNOWN


def _outcome_of_sentence(sentence: str) -> str:
    if _NOTHING.fullmatch(sentence.rstrip(" .")):
        return NOTHING
    clause = _main_clause(sentence)
    for found in _ANY_FORMULA.finditer(clause):
        if not _is_predicate(clause, found):
            continue
        outcome = _FORMULAS[int(found.lastgroup[1:])][0] if found.lastgroup else UNKNOWN
        if _DENIED.search(clause[: found.end()]) or clause[found.end() :].startswith(" ikke"):
            return REJECTED if outcome not in (POSTPONED, WITHDRAWN, DISCUSSED, REJECTED) else UNKNOWN
        return outcome
    return UNKNOWN


def _main_clause(sentence: str) -> str:
    """What the sentence itself says: a resolution's `at`-clause, else all before a subordinate clause."""
    if resolved := _RESOLVED.search(sentence):
        sentence = f"{resolved['denied'] or ''} {sentence[resolved.end() :]}".strip()
    return _SUBORDINATE.split(sentence.removeprefix("det "), maxsplit=1)[0]


def _is_predicate(clause: str, found: re.Match[str]) -> bool:
    """Whether the verb says what happened, and does not describe a noun (`den godkendte plan`)."""
    before, after = clause[: found.start()].rstrip(), clause[found.end() :]
    if _ATTRIBUTE_BEFORE.search(before):
        return False
    is_participle = found[0].endswith(("t", "et")) and " " not in found[0]
    if not is_participle or not before or before.endswith((" blev", " er", " bliver", " har", " ikke")):
        return True
    return bool(_PARTICIPLE_AFTER.match(after.strip() if not after.strip() else after))
