"""CPR numbers (personnumre) in running text: what is one, and how it is shown without being told.

Source of the rule: cpr.dk, "Opbygning af CPR-nummeret", "Personnumre uden kontrolciffer (modulus 11-kontrol)"
and "Erstatningspersonnummer i eksterne systemer". Six digits are the day of birth, the seventh gives the
century, and day 61-91 is a replacement number of a real person. Since 2007 there are valid numbers that fail
modulus 11, so the check digit only serves to tell joined digits from other ten-digit numbers; it clears no
number written `DDMMYY-NNNN`.
"""

import datetime
import html
import re
import unicodedata
from collections.abc import Iterator

from stdnum.dk.cpr import checksum, get_birth_date
from stdnum.exceptions import ValidationError

# U+FFFE and U+FFFF are what some PDF readers give for a hyphen at the end of a line.
_HYPHENS = [*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D, 0xFFFE, 0xFFFF]
_INVISIBLE = [0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]
_AS_SEEN = dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_INVISIBLE) | dict.fromkeys(map(ord, "\t\v\f\r"), " ")
_HYPHENATED = re.compile(r"(?<!\d)(?<!\d-)(\d{6})\s{0,3}-\s{0,3}(\d{4})(?!-?\d)")
_SPACED = re.compile(r"(?<!\d)(?<!\d[-./ ])(\d{6}) (\d{4})(?![-./ ]?\d)")
_OTHER_SPELLING = re.compile(
    r"(?<!\d)(?<!\d[-./])(\d\d)(?P<inner>[-./ ]?)(\d\d)(?P=inner)(\d\d)[-./ \n]{0,2}(\d{4})(?![-./]?\d)"
)
_WORD_BEFORE = re.compile(r"(?:cpr|personn(?:umme)?r|pers\.? ?nr)[^\d]{0,40}$", re.IGNORECASE)
_WORD_AFTER = re.compile(r"^[^\d]{0,15}(?:cpr|personn(?:umme)?r)", re.IGNORECASE)
_OTHER_NUMBER_BEFORE = re.compile(
    r"(?:konto|p-?n(?:umme)?r|faktura|ean|gln|tlf|telefon|mobil)\w*[ .:#-]{0,4}$", re.IGNORECASE
)
_CONTEXT_LENGTH = 60


def find_cpr_numbers(text: str) -> list[str]:
    """Every different CPR number in `text` as ten digits, in the order of their first appearance."""
    plain = _plain(text)
    hyphenated = ((match.start(), "".join(match.groups())) for match in _HYPHENATED.finditer(plain))
    spaced = ((match.start(), "".join(match.groups())) for match in _SPACED.finditer(plain))
    certain = [(start, number) for start, number in (*hyphenated, *spaced) if has_valid_birth_date(number)]
    found = sorted([*certain, *_other_spellings(plain)])
    return list(dict.fromkeys(number for _, number in found))


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


def _other_spellings(plain: str) -> Iterator[tuple[int, str]]:
    """Joined or dotted digits may as well be something else: they need the check digit or a word nearby."""
    for match in _OTHER_SPELLING.finditer(plain):
        number = match[1] + match[3] + match[4] + match[5]
        before = plain[max(0, match.start() - _CONTEXT_LENGTH) : match.start()]
        after = plain[match.end() : match.end() + _CONTEXT_LENGTH]
        if not has_valid_birth_date(number):
            continue
        is_named = bool(_WORD_BEFORE.search(before) or _WORD_AFTER.search(after))
        if is_named or (checksum(number) == 0 and _stands_alone(before, after)):
            yield match.start(), number


def _stands_alone(before: str, after: str) -> bool:
    """Digits that are no part of a longer code and are not called by another name."""
    is_part = before[-1:].isalpha() or after[:1].isalpha()
    return not is_part and not _OTHER_NUMBER_BEFORE.search(before)


def _plain(text: str) -> str:
    """The text as an eye sees it: one kind of hyphen and space, nothing invisible, no markup escapes."""
    seen = unicodedata.normalize("NFKC", html.unescape(text))
    return seen.translate(_AS_SEEN).replace("\\-", "-")
