"""PDF to lines: PDFium gives the characters with their places, the layout gives paragraphs, headings and
tables.

Running headers, footers and page numbers are kept apart as furniture.
"""

import time

import pypdfium2
import pypdfium2.raw as pdfium

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.failures import (
    DamagedDocument,
    EncryptedDocument,
    ReadingTimedOut,
    TooLargeDocument,
)
from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.ocr import read_scanned_pages
from apps.ingest.readers.pdf_furniture import find_furniture
from apps.ingest.readers.pdf_glyphs import Piece, read_pieces
from apps.ingest.readers.pdf_hyphens import Hyphenation
from apps.ingest.readers.pdf_layout import PrintedLine, words_of, write_lines
from apps.ingest.readers.pdf_tables import PageObjects, find_grid, read_objects

PAGE_LIMIT = 5_000
# Of the time that the child has; the layout takes the rest.
_READING_CPU_SECONDS = 22
_CELL_LENGTH_LIMIT = 1_500


def read_pdf(content: bytes) -> DocumentText:
    """The lines of a PDF. Pages that are pictures are read by text recognition when it is installed."""
    document = _open(content)
    try:
        if len(document) > PAGE_LIMIT:
            raise TooLargeDocument(
                f"Filen har {len(document)} sider. Et referat kan højst have {PAGE_LIMIT}."
            )
        return _read(document)
    finally:
        document.close()


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise EncryptedDocument(
                "PDF-filen er beskyttet med adgangskode. Gem den uden adgangskode, og prøv igen."
            ) from None
        raise DamagedDocument(
            "PDF-filen er beskadiget og kan ikke åbnes. Gem den som PDF igen, og prøv igen."
        ) from None


def _read(document: pypdfium2.PdfDocument) -> DocumentText:
    pages: list[list[Piece]] = []
    sizes: list[tuple[float, float]] = []
    objects: list[PageObjects] = []
    started = time.process_time()
    for index in range(len(document)):
        if time.process_time() - started > _READING_CPU_SECONDS:
            raise ReadingTimedOut(
                f"Filen har {len(document)} sider, og der var kun tid til at læse de første {index}. "
                "Del den op i flere filer, og læg dem op hver for sig."
            )
        pieces, size, found = _read_page(document, index)
        pages.append(pieces)
        sizes.append(size)
        objects.append(found)
    scanned = [index for index, pieces in enumerate(pages) if not pieces and objects[index].has_image]
    writer = LineWriter()
    if scanned:
        for index, pieces in read_scanned_pages(
            document, scanned, is_all=not any(pages), writer=writer
        ).items():
            pages[index] = pieces
    lines = _without_furniture(pages, sizes, writer)
    write_lines(lines, writer, Hyphenation(words_of(lines)))
    invisible = sum(found.invisible_text_count for found in objects)
    is_ocr = bool(scanned) or invisible * 2 > sum(found.text_count for found in objects)
    return writer.document(is_ocr=is_ocr)


def _read_page(
    document: pypdfium2.PdfDocument, index: int
) -> tuple[list[Piece], tuple[float, float], PageObjects]:
    """A page that PDFium cannot load is an empty one; the others are still worth reading."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return [], (0.0, 0.0), PageObjects()
    try:
        found = read_objects(page)
        pieces = read_pieces(page, find_grid(found.edges), found.dots)
        return pieces, page.get_size(), found
    except pypdfium2.PdfiumError:
        return [], page.get_size(), PageObjects()
    finally:
        page.close()


def _without_furniture(
    pages: list[list[Piece]], sizes: list[tuple[float, float]], writer: LineWriter
) -> list[PrintedLine]:
    furniture = find_furniture(pages, [height for _, height in sizes])
    lines: list[PrintedLine] = []
    for index, pieces in enumerate(pages):
        writer.page = index + 1
        for position in sorted(furniture[index]):
            writer.add_furniture(pieces[position].text)
        body = [piece for position, piece in enumerate(pieces) if position not in furniture[index]]
        lines += _with_tables(body, index + 1, sizes[index][0])
    return lines


def _with_tables(pieces: list[Piece], page: int, width: float) -> list[PrintedLine]:
    """The pieces as lines; those of one ruled table become its rows, at the place of its first piece."""
    tables: dict[int, dict[int, dict[int, list[str]]]] = {}
    for piece in pieces:
        if piece.cell:
            row = tables.setdefault(piece.cell.table, {}).setdefault(piece.cell.row, {})
            row.setdefault(piece.cell.column, []).append(piece.text)
    lines: list[PrintedLine] = []
    written: set[int] = set()
    for piece in pieces:
        number = piece.cell.table if piece.cell else -1
        if number < 0 or not _is_data(tables[number]):
            lines.append(PrintedLine(page, piece, width))
        elif number not in written:
            written.add(number)
            lines += [PrintedLine(page, piece, width, cells) for cells in _rows(tables[number])]
    return lines


def _is_data(table: dict[int, dict[int, list[str]]]) -> bool:
    """Boxes drawn around whole texts only arrange the page."""
    cells = [cell for row in table.values() for cell in row.values()]
    return len(cells) > 1 and all(sum(map(len, cell)) <= _CELL_LENGTH_LIMIT for cell in cells)


def _rows(table: dict[int, dict[int, list[str]]]) -> list[tuple[str, ...]]:
    columns = sorted({column for row in table.values() for column in row})
    hyphenation = Hyphenation(())
    rows = []
    for _, row in sorted(table.items()):
        cells = []
        for column in columns:
            text = ""
            for part in row.get(column, ()):
                text = hyphenation.join(text, part) if text else part
            cells.append(text.replace("\t", " "))
        rows.append(tuple(cells))
    return rows
