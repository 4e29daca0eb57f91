"""`make bench-reading`: documents and pages read and understood per second, by format and processes.

Each document goes the whole way from bytes to record, through the child process where its format needs one.
Environment: DOCUMENTS per format (12), ITEMS per document (30), PROCESSES to try ("1 2 4").
"""

import os
import random
import time
from concurrent.futures import ProcessPoolExecutor
from html import escape
from itertools import cycle, islice

from apps.ingest.parse import parse_document, parse_text
from apps.ingest.readers.reading import read_document
from tests.ingest.documents import make_document, make_item
from tests.ingest.readers.office_files import make_docx, make_odt, word_paragraph
from tests.ingest.readers.pdf_files import Printed, make_pdf

DOCUMENTS = int(os.environ.get("DOCUMENTS") or 12)
ITEMS = int(os.environ.get("ITEMS") or 30)
PROCESSES = [int(count) for count in (os.environ.get("PROCESSES") or "1 2 4").split()]
_LINES_A_PAGE = 45
_DOUBLINGS = (1, 2, 4, 8, 16)
_SUBJECTS = (
    "Cykelsti",
    "Lokalplan",
    "Støjskærm",
    "Ny skole",
    "Høring",
    "Tilsyn",
    "Budget",
    "Vandværk",
    "Havn",
)
_PLACES = ("Åvej", "Kirsebærpladsen", "torvet", "Skovbrynet", "Møllesøen", "rådhuset", "Engene", "Strandgade")
_WORDS = (
    "forvaltningen udvalget naboerne cykelstien budgettet planen skolen vejen høringen anlægget ventes "
    "koster begynder omfatter sammen derfor senere langs omkring inden efter mellem hvert uden nye store "
    "fælles første foreslår 1.583.500 kr. i 2025 og at der for med på til"
)


def main() -> None:
    print(f"{DOCUMENTS} referater à {ITEMS} punkter pr. format. En side er {_LINES_A_PAGE} linjer.\n")
    print(f"{'format':8}{'processer':>10}{'referater/s':>13}{'sider/s':>9}")
    for name in _FORMATS:
        contents = [_make(name, seed) for seed in range(DOCUMENTS)]
        pages = sum(_count_pages(seed) for seed in range(DOCUMENTS))
        for count in PROCESSES:
            seconds = _read_all(contents, count)
            print(f"{name:8}{count:>10}{DOCUMENTS / seconds:>13.1f}{pages / seconds:>9.0f}")
    print("\nForståelse alene, efter længde:\n")
    print(f"{'punkter':>8}{'millisekunder':>15}{'pr. punkt':>11}")
    for factor in _DOUBLINGS:
        milliseconds = 1000 * _parse_seconds(ITEMS * factor)
        print(f"{ITEMS * factor:>8}{milliseconds:>15.0f}{milliseconds / (ITEMS * factor):>11.2f}")


def _read_all(contents: list[bytes], process_count: int) -> float:
    """Seconds on the clock, the processes being there already."""
    with ProcessPoolExecutor(process_count) as pool:
        list(pool.map(_understand, contents[:process_count]))
        began = time.perf_counter()
        list(pool.map(_understand, contents))
        return time.perf_counter() - began


def _understand(content: bytes) -> int:
    found = len(parse_document(content, "referat").items)
    if found != ITEMS:
        raise SystemExit(f"{found} punkter er forstået, men der er {ITEMS}.")
    return found


def _parse_seconds(item_count: int) -> float:
    """The best of three: other programs on the machine only ever make it longer."""
    text = read_document(_minutes(0, item_count))
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        parse_text(text, "referat")
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def _minutes(seed: int, item_count: int) -> bytes:
    """Minutes that are the same for the same seed and differ otherwise."""
    chance = random.Random(seed)
    titles = (f"{subject} ved {place}" for place in cycle(_PLACES) for subject in _SUBJECTS)
    items = (
        make_item(number, title, text=_text(chance))
        for number, title in enumerate(islice(titles, item_count), start=1)
    )
    return make_document(*items)


def _text(chance: random.Random) -> str:
    """Two to six paragraphs without sense: equal lines at the edges of pages would be running heads."""
    words = _WORDS.split()
    paragraphs = (" ".join(chance.choices(words, k=40)) for _ in range(chance.randint(2, 6)))
    return "\n\n".join(f"{paragraph.capitalize()}." for paragraph in paragraphs)


def _lines(seed: int) -> list[str]:
    """Lines as wide as a printed page."""
    wide = _minutes(seed, ITEMS).decode().splitlines()
    return [line[start : start + 90] for line in wide for start in range(0, max(len(line), 1), 90)]


def _count_pages(seed: int) -> int:
    return -(-len(_lines(seed)) // _LINES_A_PAGE)


def _make(name: str, seed: int) -> bytes:
    return _FORMATS[name](_minutes(seed, ITEMS).decode(), seed)


def _html(text: str, seed: int) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line)
    return f"<!doctype html><html><head><title>{seed}</title></head><body>{body}</body></html>".encode()


def _docx(text: str, _seed: int) -> bytes:
    return make_docx("".join(word_paragraph(escape(line)) for line in text.splitlines()))


def _odt(text: str, _seed: int) -> bytes:
    return make_odt("".join(f"<text:p>{escape(line)}</text:p>" for line in text.splitlines()))


def _rtf(text: str, _seed: int) -> bytes:
    written = "".join(
        letter if letter.isascii() else f"\\'{letter.encode('cp1252').hex()}" for letter in text
    )
    return ("{\\rtf1\\ansi\\ansicpg1252 " + written.replace("\n", "\\par\n") + "}").encode()


def _pdf(_text: str, seed: int) -> bytes:
    lines = _lines(seed)
    pages = [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)]
    return make_pdf(
        [
            [Printed(60, 790 - 16 * row, line) for row, line in enumerate(page) if line.strip()]
            for page in pages
        ]
    )


_FORMATS = {
    "tekst": lambda text, _seed: text.encode(),
    "HTML": _html,
    "DOCX": _docx,
    "ODT": _odt,
    "RTF": _rtf,
    "PDF": _pdf,
}

if __name__ == "__main__":
    main()
