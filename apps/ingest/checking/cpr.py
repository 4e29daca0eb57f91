"""CPR numbers (personnumre) in running text: what is one, how certain that is, and how it is shown untold.

Source of the rule: cpr.dk, "Opbygning af CPR-nummeret", "Personnumre uden kontrolciffer (modulus 11-kontrol)"
and "Erstatningspersonnummer i eksterne systemer". Six digits are the day of birth, the seventh gives the
century, and day 61-91 is a replacement number of a real person. Since 2007 there are valid numbers that fail
modulus 11, all known ones of people born on 1 January, so failing it clears no number written `DDMMYY-NNNN`.
"""

import datetime
import html
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from stdnum.dk.cpr import checksum, get_birth_date
from stdnum.exceptions import ValidationError


class Tier(StrEnum):
    """BLOCK is never published. REVIEW is published when a person has said why it is no CPR number."""

    BLOCK = "block"
    REVIEW = "review"


class Candidate(NamedTuple):
    """Ten digits that may be somebody's number; `start` is where they begin in the text as it is seen."""

    start: int
    number: str
    tier: Tier


class _Written(NamedTuple):
    """How digits stand in the text; `shape` is hyphen, dotted-hyphen, spaced, joined or scattered."""

    start: int
    end: int
    number: str
    shape: str


# Years for which cpr.dk names numbers without check digit, all of 1 January; the list may be incomplete.
_YEARS_WITHOUT_CHECK_DIGIT = {
    *(60, 62, 64, 65, 66, 67, 69, 70, 74, 75, 78),
    *range(80, 93),
    *(94, 95),
}
# U+FFFE and U+FFFF are what some PDF readers give for a hyphen at the end of a line.
_HYPHENS = [*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D, 0xFFFE, 0xFFFF]
_INVISIBLE = [
    *range(9),
    *range(14, 32),
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
]
_AS_SEEN = dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_INVISIBLE) | dict.fromkeys(map(ord, "\v\f\r"), "\n")
_HYPHENATED = re.compile(r"(?<!\d)(?<!\d-)(\d{6})\s{0,3}-\s{0,3}(\d{4})(?!-?\d)")
_SPACED = re.compile(r"(?<!\d)(?<!\d[-./ ])(\d{6}) {1,2}(\d{4})(?![-./ ]?\d)")
_OTHER_SPELLING = re.compile(
    r"(?<!\d)(?<!\d[-./])(\d\d)(?P<inner>[-./ ]?)(\d\d)(?P=inner)(\d\d)"
    r"(?P<outer>[-./ \n\t]{0,3})(\d{4})(?![-./]?\d)"
)
# Letter-spaced, one digit to a cell, or broken by the end of a line where no hyphen stands.
_SCATTERED = re.compile(
    r"(?<!\d)(?<!\d[-.,/ \t\n])\d(?P<gap>[ \t\n])(?:\d(?P=gap)?){5}(?:[ \t]?-[ \t]{0,2})?"
    r"(?:\d(?P=gap)?){3}\d(?![-.,/ \t\n]?\d)"
    r"|(?<![\d-])\d(?:\n?\d){5}\n?-\n?\d(?:\n?\d){3}(?![\d-])"
)
_LOOKS_LIKE = str.maketrans("OoIl|SB", "0011158")
_MISREAD = re.compile(r"(?<![\w|])(?=[\d-]{0,10}[OoIl|SB])[\dOoIl|SB]{6}-[\dOoIl|SB]{4}(?![\w|])")
_FEWEST_TRUE_DIGITS = 6
_WORD_BEFORE = re.compile(
    r"(?:cpr|c\.p\.r|personn(?:umme)?r|pers\.? ?nr|fødselsn(?:umme)?r)[^\d]{0,40}\Z", re.IGNORECASE
)
_WORD_AFTER = re.compile(r"^[^\d]{0,15}(?:cpr|personn(?:umme)?r)", re.IGNORECASE)
_OTHER_NUMBER_BEFORE = re.compile(
    r"(?:konto|\breg|\bp-?n(?:umme)?r|faktura|\bean|\bgln|\bcvr|tlf|telefon|mobil|matr"
    r"|\bsags?[- ]?(?:n(?:umme)?r|id)|journal|\bj\.? ?n?r)[\w.]*(?: ?n(?:umme)?r\.?)?[ .:#-]{0,4}\Z",
    re.IGNORECASE,
)
_CONTEXT_LENGTH = 60
# `CPR-numre: 010158-5000, 020259-6000 og …`: the word counts for the whole list.
_LIST_GAP = 8
_FIRST_YEAR, _LAST_YEAR = 1985, 2035


def find_candidates(text: str) -> list[Candidate]:
    """What may be a CPR number in `text`, in order, as often as it stands there."""
    plain = _plain(text)
    found: dict[int, Candidate] = {}
    named_until = -1
    for written in sorted(_written_in(plain), key=lambda one: one.start):
        if not has_valid_birth_date(written.number):
            continue
        before = plain[max(0, written.start - _CONTEXT_LENGTH) : written.start]
        after = plain[written.end : written.end + _CONTEXT_LENGTH]
        is_named = (
            written.start <= named_until
            or _WORD_BEFORE.search(before) is not None
            or _WORD_AFTER.search(after) is not None
        )
        if is_named:
            named_until = written.end + _LIST_GAP
        tier = Tier.BLOCK if is_named else _tier_without_name(written, before, after)
        known = found.get(written.start)
        if tier and not (known and known.tier is Tier.BLOCK):
            found[written.start] = Candidate(written.start, written.number, tier)
    return list(found.values())


def find_cpr_numbers(text: str) -> list[str]:
    """Every different candidate in `text` as ten digits, in the order of their first appearance."""
    return list(dict.fromkeys(candidate.number for candidate in find_candidates(text)))


def find_certain_numbers(text: str) -> list[str]:
    """Those of `find_cpr_numbers` that are never published."""
    certain = (candidate for candidate in find_candidates(text) if candidate.tier is Tier.BLOCK)
    return list(dict.fromkeys(candidate.number for candidate in certain))


def mask(number: str) -> str:
    """`0101580000` -> `010158-••••`."""
    return f"{number[:6]}-••••"


def has_valid_birth_date(number: str) -> bool:
    """Whether ten digits begin with a day in the past, in the century the seventh digit gives."""
    day = int(number[:2])
    birth = f"{day - 60:02}{number[2:]}" if 61 <= day <= 91 else number
    try:
        return bool(get_birth_date(birth) <= datetime.date.today())  # noqa: DTZ011 - births have no time zone
    except ValidationError:
        return False


def _written_in(plain: str) -> Iterator[_Written]:
    for match in _HYPHENATED.finditer(plain):
        yield _Written(match.start(), match.end(), match[1] + match[2], "hyphen")
    for match in _SPACED.finditer(plain):
        yield _Written(match.start(), match.end(), match[1] + match[2], "spaced")
    for match in _OTHER_SPELLING.finditer(plain):
        is_dated = match["inner"] not in ("", " ") and match["outer"].strip() == "-"
        shape = "dotted-hyphen" if is_dated else "joined"
        number = match[1] + match[3] + match[4] + match[6]
        yield _Written(match.start(), match.end(), number, shape)
    for match in _SCATTERED.finditer(plain):
        yield _Written(match.start(), match.end(), re.sub(r"\D", "", match[0]), "scattered")
    for match in _MISREAD.finditer(plain):
        if sum(character.isdigit() for character in match[0]) >= _FEWEST_TRUE_DIGITS:
            number = match[0].translate(_LOOKS_LIKE).replace("-", "")
            yield _Written(match.start(), match.end(), number, "scattered")


def _tier_without_name(written: _Written, before: str, after: str) -> Tier | None:
    """How certain the digits are when no word says what they are; None when they are something else."""
    number, shape = written.number, written.shape
    has_check_digit = checksum(number) == 0
    is_listed = number[:4] == "0101" and int(number[4:6]) in _YEARS_WITHOUT_CHECK_DIGIT
    if shape in ("hyphen", "dotted-hyphen"):
        if _FIRST_YEAR <= int(number[6:]) <= _LAST_YEAR:
            # A day and a year, as far as anybody can tell; one in eleven has the check digit by chance.
            return Tier.REVIEW if has_check_digit or is_listed else None
        is_certain = (has_check_digit or (is_listed and shape == "hyphen")) and int(number[:2]) <= 31
        return Tier.BLOCK if is_certain and not _OTHER_NUMBER_BEFORE.search(before) else Tier.REVIEW
    if not _stands_alone(before, after):
        return None
    return Tier.REVIEW if has_check_digit or is_listed or shape == "spaced" else None


def _stands_alone(before: str, after: str) -> bool:
    """Digits that are no part of a longer code and are not called by another name."""
    is_part = before[-1:].isalpha() or after[:1].isalpha()
    return not is_part and not _OTHER_NUMBER_BEFORE.search(before)


def _plain(text: str) -> str:
    """The text as an eye sees it: one kind of hyphen and space, nothing invisible, no markup escapes."""
    seen = unicodedata.normalize("NFKC", html.unescape(text))
    return seen.translate(_AS_SEEN).replace("\\-", "-")
