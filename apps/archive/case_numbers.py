"""Case numbers (sagsnumre): the spellings in use and the one canonical form of each.

Pure rules without Django, so that search and ingest agree on when two spellings are the same case.
"""

import re

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
KEY_LEAVES_OUT = r"[^0-9A-ZÆØÅa-zæøå]"
_LABEL = re.compile(r"^\s*(?:sags?(?:nr|nummer|id)?|j(?:ournal)?\.?\s?(?:nr|nummer))\b[.:\s]*", re.IGNORECASE)
_KLE = re.compile(
    r"(?P<group>\d\d)[. ]?(?P<subgroup>\d\d)[. ]?(?P<subject>\d\d) ?-? ?"
    r"(?P<facet>[A-ZÆØÅ]\d\d) ?- ?(?P<serial>\d{1,7})(?: ?- ?(?P<year>(?:19|20)?\d\d))?"
)
_OTHER_SPELLINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[A-ZÆØÅ]{2,5}-\d{4}-\d{3,8}",  # EMN-2025-003383
        r"\d{3}-\d{4}-\d{1,7}",  # 306-2009-600: municipality code, year, serial
        r"\d{4}-\d{5,7}",  # 2017-004392
        r"\d\d-\d{5,7}",  # 21-026629
        r"\d\d/\d{2,7}",  # 20/33839
        r"\d{4}/\d{5,7}",  # 2012/057275
        r"\d-\d\d-\d\d-\d{1,6}-\d\d",  # 1-51-71-3321-08: regions
        r"\d{6,8}",  # 299835
    )
)


def canonical_case_number(text: str) -> str | None:
    """The one spelling under which a case number is kept, or None when `text` is no case number.

    `15.00.00A30-2-21`, `15.00.00 a30-2-21` and `15.00.00-A30-2-2021` all give `15.00.00-A30-2-21`.
    """
    if len(text) > 60:
        return None
    spelling = " ".join(text.translate(_DASHES).split()).upper()
    if kle := _KLE.fullmatch(spelling):
        head = f"{kle['group']}.{kle['subgroup']}.{kle['subject']}-{kle['facet']}-{kle['serial']}"
        return f"{head}-{kle['year'][-2:]}" if kle["year"] else head
    compact = re.sub(r" ?([-/]) ?", r"\1", spelling)
    if any(pattern.fullmatch(compact) for pattern in _OTHER_SPELLINGS):
        return compact
    return None


def case_number_key(text: str) -> str:
    """The letters and digits of a case number, in capitals: equal for spellings that differ in signs alone.

    `Sagsnr. 15.00.00 A30 2 21` -> `150000A30221`. The database makes the same key of the kept number.
    """
    number = _LABEL.sub("", text[:100])
    return re.sub(KEY_LEAVES_OUT, "", canonical_case_number(number) or number).upper()


def kle_subject(case_number: str) -> str | None:
    """The KLE subject (emne) of a canonical case number: `15.00.00`; None for numbers of other systems."""
    return case_number[:8] if _KLE.fullmatch(case_number) else None
