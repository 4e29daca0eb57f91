"""What the name of a file, a folder or an attachment says: its words, its own number, its agenda item."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

_SUFFIX = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|md|html?|mhtml?|jpe?g|png|tiff?|gif|csv|json|xml|msg)$",
    re.IGNORECASE,
)
_DANISH = str.maketrans({"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa", "ß": "ss", "_": " "})
_ITEM = re.compile(r"(?:bilag til )?(?:dagsordens)?(?:punkt|pkt)(?: nr)? ?0*(?P<number>\d{1,4})(?: |$)")
_NUMBER = re.compile(r"(?:bilags?|bil|bilagsnummer|bilagsnr)(?: nr)? ?0*(?P<number>\d{1,3})(?: |$)")
_DIGITS = re.compile(r"0*(?P<number>\d{1,3})(?P<more>(?: \d+)*)(?: |$)")
# How a program writes a letter that it does not have.
_LOST = re.compile("[_?\N{REPLACEMENT CHARACTER}]")
_DANISH_IN_ANY_SPELLING = re.compile("ae|oe|aa")
_ATTACHED = re.compile(r"(?:bilag|bil)(?=\W|_|\d|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """`whole` is all that the name says, `words` the same without numbering, both in letters a-z and digits.

    `number` is the attachment's own ("Bilag 2"), `item` the agenda item's ("Punkt 3"). `has_lost_letters`
    tells that something stands where a letter may have been; `letters` is then what can still be compared.
    """

    whole: str
    words: str
    number: int | None = None
    item: str | None = None
    letters: str = ""
    has_lost_letters: bool = False


def fold(text: str) -> str:
    """Words in a-z and digits with one space between: `Høring_om  Å-løbet` -> `hoering om aa loebet`."""
    danish = unicodedata.normalize("NFC", text).casefold().translate(_DANISH)
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", danish) if not unicodedata.combining(letter)
    )
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def read_name(name: str) -> Name:
    """Of a title, or of a file without its folders."""
    stem = _SUFFIX.sub("", unicodedata.normalize("NFC", name).strip())
    whole = fold(stem)
    words, number, item = _without_numbering(whole)
    return Name(whole, words, number, item, _letters(stem), bool(_LOST.search(stem)))


def is_named_as_attachment(path: str) -> bool:
    """Whether the file or one of its folders is called `Bilag …`, or a folder is an agenda item's."""
    *folders, name = PurePosixPath(path).parts
    return any(_ATTACHED.match(part) for part in (*folders, name)) or any(
        _ITEM.match(fold(folder)) for folder in folders
    )


def _without_numbering(folded: str) -> tuple[str, int | None, str | None]:
    """The words without what is counted before them; a number in several parts (`2.1`) is nobody's place."""
    words, number, item = folded, None, None
    for _ in range(2):
        if item is None and (found := _ITEM.match(words)):
            item, words = found["number"], words[found.end() :]
        if number is None and (found := _NUMBER.match(words)):
            number, words = int(found["number"]), words[found.end() :]
    if number is None and (found := _DIGITS.match(words)):
        number = None if found["more"] else int(found["number"])
        words = words[found.end() :]
    return words.strip(), number, item


def _letters(stem: str) -> str:
    """Without the letters that are lost or respelt on the way: `h_ring`, `hoering` and `høring` are alike."""
    return _DANISH_IN_ANY_SPELLING.sub("", fold(_LOST.sub("", stem))).replace(" ", "")
