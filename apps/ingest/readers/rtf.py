"""RTF to lines, by our own reading of the control words: the ready-made readers drop headings, notes and page
headers and keep deleted and hidden text, which must not be published.

Written after the Rich Text Format specification 1.9.1: destinations, character and paragraph properties,
tables.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from apps.ingest.readers.document_text import DocumentText
from apps.ingest.readers.failures import DamagedDocument
from apps.ingest.readers.line_writer import LineWriter
from apps.ingest.readers.rtf_paragraphs import Paragraph, RtfStyles, write_paragraph, write_row
from apps.ingest.readers.rtf_tokens import CHARACTERS, CODE_PAGE_OF_CHARSET, Token, decode_byte, tokens

_DEPTH_LIMIT = 500
_SKIPPED = frozenset(
    [
        "colortbl",
        "info",
        "pict",
        "objdata",
        "fldinst",
        "themedata",
        "colorschememapping",
        "listtable",
        "listoverridetable",
        "revtbl",
        "rsidtbl",
        "generator",
        "xmlnstbl",
        "filetbl",
        "bkmkstart",
        "bkmkend",
        "annotation",
        "atnid",
        "atnauthor",
        "atnref",
        "atndate",
        "atntime",
        "datafield",
        "tc",
        "tcn",
        "xe",
        "txe",
        "pn",
        "pnseclvl",
        "mmathPr",
        "nonshppict",
        "shprslt",
        "background",
        "datastore",
        "latentstyles",
        "sp",
        "falt",
        "panose",
        "listpicture",
        "formfield",
        "ftnsep",
        "ftnsepc",
        "ftncn",
        "aftnsep",
        "aftnsepc",
        "aftncn",
        "docvar",
        "userprops",
        "wgrffmtfilter",
        "passwordhash",
    ]
)
_RUNNING = frozenset(f"{kind}{side}" for kind in ("header", "footer") for side in ("", "l", "r", "f"))
_CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


class Target(Enum):
    """Where the letters of a group go."""

    BODY = auto()
    RUNNING = auto()
    NOTE = auto()
    LABEL = auto()
    FONTS = auto()
    STYLES = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and its end restores."""

    target: Target = Target.BODY
    is_bold: bool = False
    is_hidden: bool = False
    is_deleted: bool = False
    font: int = -1
    skip_after_unicode: int = 1


def read_rtf(content: bytes) -> DocumentText:
    """The lines of an RTF document."""
    document = _Document()
    for token in tokens(content):
        document.take(token)
    return document.finish()


@dataclass(slots=True)
class _Document:
    writer: LineWriter = field(default_factory=LineWriter)
    styles: RtfStyles = field(default_factory=RtfStyles)
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    outer: list[Paragraph] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    row: list[list[Paragraph]] = field(default_factory=list)
    code_pages: dict[int, str] = field(default_factory=dict)
    code_page: str = "cp1252"
    to_skip: int = 0
    is_ignorable: bool = False
    is_in_table: bool = False

    def finish(self) -> DocumentText:
        self._end_paragraph()
        self._end_cell()
        self._end_row()
        return self.writer.document()

    def take(self, token: Token) -> None:
        if token.kind == "open":
            self._open()
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._word(token.text, token.number)
        elif token.kind == "byte":
            self._letters(decode_byte(token.number or 0, self._current_code_page()))
        elif token.text == "*" and token.kind == "symbol":
            self.is_ignorable = True
        else:
            self._letters(token.text)

    def _open(self) -> None:
        if len(self.stack) >= _DEPTH_LIMIT:
            raise DamagedDocument("RTF-filen er beskadiget. Gem den igen i Word, og prøv igen.")
        self.stack.append(self.state)
        self.to_skip = 0

    def _close(self) -> None:
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        self.to_skip = 0
        self.is_ignorable = False
        if ended.target is self.state.target:
            return
        if ended.target is Target.NOTE and self.outer:
            text, self.paragraph = self.paragraph.text(), self.outer.pop()
            self.paragraph.notes.append(text)
        elif ended.target is Target.RUNNING and self.outer:
            self.writer.add_furniture(self.paragraph.text())
            self.paragraph = self.outer.pop()

    def _word(self, word: str, number: int | None) -> None:
        if self._is_destination(word):
            self.is_ignorable = False
        elif self.is_ignorable:
            self.is_ignorable = False
            self.state = replace(self.state, target=Target.NOWHERE)
        elif self.state.target is Target.FONTS:
            self._font_word(word, number or 0)
        elif self.state.target is Target.STYLES:
            self.styles.take_word(word, number)
        elif not self._character_word(word, number):
            self._paragraph_word(word, number)

    def _is_destination(self, word: str) -> bool:
        if word in ("shptxt", "dptxbxtext"):
            self.state = replace(self.state, target=Target.BODY)
            self._end_paragraph()
        elif self.state.target is Target.NOWHERE:
            return False
        elif word in _SKIPPED:
            self.state = replace(self.state, target=Target.NOWHERE)
        elif word in _RUNNING or word == "footnote":
            self.outer.append(self.paragraph)
            self.paragraph = Paragraph()
            self.state = replace(self.state, target=Target.NOTE if word == "footnote" else Target.RUNNING)
        elif word in ("listtext", "pntext"):
            self.state = replace(self.state, target=Target.LABEL)
        elif word in ("fonttbl", "stylesheet"):
            self.state = replace(self.state, target=Target.FONTS if word == "fonttbl" else Target.STYLES)
        else:
            return (
                word in ("shp", "shpinst", "nestrow", "nesttableprops", "do", "htmltag") and self.is_ignorable
            )
        return True

    def _font_word(self, word: str, number: int) -> None:
        if word == "f":
            self.state = replace(self.state, font=number)
        elif word == "fcharset":
            self.code_pages[self.state.font] = CODE_PAGE_OF_CHARSET.get(number, "")

    def _character_word(self, word: str, number: int | None) -> bool:
        is_on = number != 0
        if word in CHARACTERS:
            self._letters(CHARACTERS[word])
        elif word == "u":
            self._letters(chr((number or 0) % 65536))
            self.to_skip = self.state.skip_after_unicode
        elif word == "uc":
            self.state = replace(self.state, skip_after_unicode=min(max(number or 0, 0), 10))
        elif word == "b":
            self.state = replace(self.state, is_bold=is_on)
        elif word == "v":
            self.state = replace(self.state, is_hidden=is_on)
        elif word == "deleted":
            self.state = replace(self.state, is_deleted=is_on)
        elif word == "f":
            self.state = replace(self.state, font=number or 0)
        elif word == "plain":
            self.state = replace(self.state, is_bold=False, is_hidden=False, is_deleted=False)
        elif word in _CODE_PAGES:
            self.code_page = _CODE_PAGES[word]
        elif word == "ansicpg" and number:
            self.code_page = f"cp{number}"
        else:
            return False
        return True

    def _paragraph_word(self, word: str, number: int | None) -> None:
        if word in ("par", "sect"):
            self._end_paragraph()
        elif word == "pard":
            self.paragraph.style, self.paragraph.level, self.is_in_table = 0, None, False
        elif word == "s":
            self.paragraph.style = number or 0
        elif word == "outlinelevel":
            self.paragraph.level = number
        elif word == "intbl":
            self.is_in_table = True
        elif word in ("cell", "nestcell"):
            self._end_paragraph()
            self._end_cell()
        elif word in ("row", "nestrow"):
            self._end_row()
        elif word in ("page", "pagebb", "softpage") and self.state.target is Target.BODY:
            self._end_paragraph()
            self.writer.page += 1
        elif word == "chftn":
            self._letters("*")

    def _letters(self, text: str) -> None:
        if self.to_skip and text:
            self.to_skip, text = max(0, self.to_skip - len(text)), text[self.to_skip :]
        target = self.state.target
        if not text or target in (Target.NOWHERE, Target.FONTS):
            return
        if target is Target.STYLES:
            self.styles.take_text(text)
        elif self.state.is_deleted:
            self.writer.add_note(
                "tracked_changes",
                "Dokumentet har rettelser, der ikke er godkendt. Slettet tekst er ikke taget med.",
            )
        elif self.state.is_hidden:
            if text.strip():
                self.writer.add_note("hidden_text", "Dokumentet har skjult tekst. Den er ikke taget med.")
        elif target is Target.LABEL:
            self.paragraph.label += text
        else:
            self.paragraph.add(text, is_bold=self.state.is_bold)

    def _current_code_page(self) -> str:
        return self.code_pages.get(self.state.font) or self.code_page

    def _end_paragraph(self) -> None:
        if self.state.target in (Target.NOTE, Target.RUNNING):
            self.paragraph.add("\n", is_bold=False)
            return
        ended = self.paragraph
        self.paragraph = Paragraph(style=ended.style, level=ended.level)
        if self.is_in_table:
            self.cell.append(ended)
        else:
            self._end_cell()
            self._end_row()
            write_paragraph(self.writer, ended, self.styles)

    def _end_cell(self) -> None:
        if self.is_in_table or self.cell:
            self.row.append(self.cell)
            self.cell = []

    def _end_row(self) -> None:
        write_row(self.writer, self.row, self.styles)
        self.row = []
