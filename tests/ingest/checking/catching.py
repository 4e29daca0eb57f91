"""How many numbers are caught, wherever in a file they lie.

By hand, for as many numbers as wanted: `python -m tests.ingest.checking.catching 500`. It names what was not
caught, and ends with 1 then.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable

from apps.ingest.checking.cpr import Tier, find_candidates
from apps.ingest.checking.layers.finding import find_layers
from apps.ingest.checking.layers.layer import Layer
from tests.ingest.checking import carriers, pdf_carriers
from tests.ingest.records import made_up_cpr_number

CARRIERS: tuple[Callable[[str], bytes], ...] = (
    carriers.text, carriers.text_in_utf_16, carriers.markdown_emphasis, carriers.web_text,
    carriers.web_comment, carriers.web_attribute, carriers.web_unseen, carriers.web_meta,
    carriers.web_script, carriers.saved_web_page, carriers.data, carriers.word_text,
    carriers.word_runs, carriers.word_header, carriers.word_table, carriers.word_comment,
    carriers.word_deletion, carriers.word_hidden, carriers.word_footnote, carriers.word_text_box,
    carriers.word_alternative_text, carriers.word_properties, carriers.word_own_data,
    carriers.word_embedded, carriers.word_old_embedded, carriers.word_picture, carriers.picture,
    carriers.odt_text, carriers.odt_footer, carriers.odt_comment, carriers.odt_deletion,
    carriers.odt_properties, carriers.rich_text, carriers.rich_text_properties,
    carriers.rich_text_comment, carriers.rich_text_deletion, carriers.rich_text_embedded,
    pdf_carriers.pdf_text, pdf_carriers.pdf_covered, pdf_carriers.pdf_white,
    pdf_carriers.pdf_unseen, pdf_carriers.pdf_outside, pdf_carriers.pdf_note,
    pdf_carriers.pdf_field, pdf_carriers.pdf_properties, pdf_carriers.pdf_xmp,
    pdf_carriers.pdf_packed_objects, pdf_carriers.pdf_embedded, pdf_carriers.pdf_earlier,
    carriers.mail, carriers.packed, carriers.packed_twice, carriers.packed_name,
)  # fmt: skip
# Each with whether digits so written are certain to be a number, when the check digit is right.
SPELLINGS = (
    ("{}-{}", True),
    ("{}–{}", True),
    ("{} - {}", True),
    ("{}\xa0-\xa0{}", True),
    ("CPR-nr. {}{}", True),
    ("{} {}", False),
    ("{}\xa0{}", False),
    ("{}{}", False),
)
# Letters that old encodings lack, for carriers that are not bound to one.
WIDE_SPELLINGS = (
    ("{}\u2011{}", True),
    ("{}\u2212{}", True),
    ("{}-\u200b{}", True),
    ("{}\u2009-\u2009{}", True),
)
_NARROW = ("rich", "pdf_text", "pdf_cov", "pdf_white", "pdf_uns", "pdf_out", "pdf_ear", "word_old", "picture")


def find_in(content: bytes) -> dict[str, Tier]:
    """Every number of a file as certain as it is anywhere in it."""
    found: dict[str, Tier] = {}
    for layer in find_layers(content):
        for candidate in find_candidates(layer.text) if isinstance(layer, Layer) else ():
            if found.get(candidate.number) is not Tier.BLOCK:
                found[candidate.number] = candidate.tier
    return found


def main(count: int) -> int:
    chance, caught, missed = random.Random(count), Counter(), Counter()
    for index in range(count):
        carry = CARRIERS[index % len(CARRIERS)]
        is_narrow = carry.__name__.startswith(_NARROW)
        spelling, is_certain = chance.choice(SPELLINGS if is_narrow else SPELLINGS + WIDE_SPELLINGS)
        # Without check digit only what is written with a hyphen, or after a word that says what it is.
        has_check_digit = not is_certain or chance.random() < 0.7
        number = made_up_cpr_number(index, passes_modulus_11=has_check_digit)
        tier = find_in(carry(spelling.format(number[:6], number[6:]))).get(number)
        is_enough = tier is Tier.BLOCK or (tier is Tier.REVIEW and not (is_certain and has_check_digit))
        (caught if is_enough else missed)[carry.__name__] += 1
        if not is_enough:
            print(f"{carry.__name__}: {spelling!r} -> {tier}")  # noqa: T201 - it is run by hand
    print(f"{caught.total()} of {count} in {len(CARRIERS)} carriers")  # noqa: T201
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
