"""Files that carry words, seen or unseen, in every kind of document but PDF."""

import base64
import io
import json
from html import escape

from PIL import Image, PngImagePlugin

from tests.ingest.readers.office_files import ODF, make_docx, make_odt, make_zip, word_paragraph

_PLAIN = "Udvalget drøftede sagen."


def text(words: str) -> bytes:
    return f"{_PLAIN}\n\n{words}\n".encode()


def text_in_utf_16(words: str) -> bytes:
    return text(words).decode().encode("utf-16")


def markdown_emphasis(words: str) -> bytes:
    return f"# Sag\n\n{words[:-2]}**{words[-2:]}**\n".encode()


def web_text(words: str) -> bytes:
    return f"<html><body><p>{escape(words[:-3])}<b>{escape(words[-3:])}</b></p></body></html>".encode()


def web_comment(words: str) -> bytes:
    return f"<html><body><p>{_PLAIN}</p><!-- <i>{words}</i> --></body></html>".encode()


def web_attribute(words: str) -> bytes:
    return f'<html><body><p>{_PLAIN}</p><img src="a.png" alt="{escape(words)}"></body></html>'.encode()


def web_unseen(words: str) -> bytes:
    return f'<html><body><p>{_PLAIN}</p><p style="display:none">{escape(words)}</p></body></html>'.encode()


def web_meta(words: str) -> bytes:
    meta = f'<meta name="author" content="{escape(words)}">'
    return f"<html><head>{meta}</head><body>{_PLAIN}</body></html>".encode()


def web_script(words: str) -> bytes:
    return f"<html><body><p>{_PLAIN}</p><script>var a = {json.dumps(words)};</script></body></html>".encode()


def saved_web_page(words: str) -> bytes:
    head = "From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    part = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return (head + part).encode() + base64.encodebytes(web_unseen(words)) + b"\r\n--x--\r\n"


def data(words: str) -> bytes:
    return json.dumps({"referat": {"note": words}}).encode()


def word_text(words: str) -> bytes:
    return make_docx(word_paragraph(escape(words)))


def word_runs(words: str) -> bytes:
    runs = "".join(f'<w:r><w:t xml:space="preserve">{escape(letter)}</w:t></w:r>' for letter in words)
    return make_docx(f"<w:p>{runs}</w:p>")


def word_header(words: str) -> bytes:
    return make_docx(word_paragraph(_PLAIN), header1=word_paragraph(escape(words)))


def word_table(words: str) -> bytes:
    cell = f"<w:tc>{word_paragraph(escape(words))}</w:tc>"
    return make_docx(f"{word_paragraph(_PLAIN)}<w:tbl><w:tr>{cell}<w:tc><w:p/></w:tc></w:tr></w:tbl>")


def word_comment(words: str) -> bytes:
    return make_docx(
        word_paragraph(_PLAIN), comments=f'<w:comment w:id="0">{word_paragraph(escape(words))}</w:comment>'
    )


def word_deletion(words: str) -> bytes:
    deleted = f"<w:del><w:r><w:delText>{escape(words[:-4])}</w:delText></w:r></w:del>"
    replaced = "<w:ins><w:r><w:t>intet</w:t></w:r></w:ins>"
    end = f"<w:del><w:r><w:delText>{escape(words[-4:])}</w:delText></w:r></w:del>"
    return make_docx(f"{word_paragraph(_PLAIN)}<w:p>{deleted}{replaced}{end}</w:p>")


def word_hidden(words: str) -> bytes:
    return make_docx(word_paragraph(_PLAIN) + word_paragraph(escape(words), letters="<w:vanish/>"))


def word_footnote(words: str) -> bytes:
    return make_docx(
        word_paragraph(_PLAIN), footnotes=f'<w:footnote w:id="2">{word_paragraph(escape(words))}</w:footnote>'
    )


def word_text_box(words: str) -> bytes:
    box = f"<v:textbox><w:txbxContent>{word_paragraph(escape(words))}</w:txbxContent></v:textbox>"
    around = "<w:r><w:t>12</w:t></w:r>"
    return make_docx(f"<w:p>{around}<w:r><w:pict>{box}</w:pict></w:r>{around}</w:p>")


def word_alternative_text(words: str) -> bytes:
    return make_docx(f'<w:p><w:r><w:drawing><w:docPr descr="{escape(words)}"/></w:drawing></w:r></w:p>')


def _word_with(**parts: str | bytes) -> bytes:
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<document><body><p>{_PLAIN}</p></body></document>",
    }
    return make_zip(
        members | {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()}
    )


def word_properties(words: str) -> bytes:
    return _word_with(docProps__core_xml=f"<coreProperties><title>{escape(words)}</title></coreProperties>")


def word_own_data(words: str) -> bytes:
    return _word_with(customXml__item1_xml=f'<a><b note="{escape(words)}"/></a>')


def word_embedded(words: str) -> bytes:
    sheet = make_zip(
        {
            "xl/sharedStrings.xml": f"<sst><si><t>{escape(words)}</t></si></sst>",
            "xl/workbook.xml": "<workbook/>",
        }
    )
    return _word_with(word__embeddings__ark_xlsx=sheet)


def word_old_embedded(words: str) -> bytes:
    return _word_with(
        word__embeddings__a_bin=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0" + words.encode("utf-16-le")
    )


def word_picture(words: str) -> bytes:
    return _word_with(word__media__a_png=picture(words))


def picture(words: str) -> bytes:
    told, buffer = PngImagePlugin.PngInfo(), io.BytesIO()
    told.add_itxt("Comment", words, zip=True)
    Image.new("L", (2, 2)).save(buffer, "PNG", pnginfo=told)
    return buffer.getvalue()


def odt_text(words: str) -> bytes:
    return make_odt(f"<text:p>{escape(words[:-1])}<text:span>{escape(words[-1:])}</text:span></text:p>")


def odt_footer(words: str) -> bytes:
    return make_odt(
        f"<text:p>{_PLAIN}</text:p>",
        master_page=f"<style:footer><text:p>{escape(words)}</text:p></style:footer>",
    )


def odt_comment(words: str) -> bytes:
    return make_odt(
        f"<text:p>{_PLAIN}<office:annotation><text:p>{escape(words)}</text:p></office:annotation></text:p>"
    )


def odt_deletion(words: str) -> bytes:
    deleted = f"<text:deletion><text:p>{escape(words)}</text:p></text:deletion>"
    return make_odt(
        f"<text:tracked-changes><text:changed-region>{deleted}</text:changed-region></text:tracked-changes>"
        f"<text:p>{_PLAIN}</text:p>"
    )


def odt_properties(words: str) -> bytes:
    return make_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<a xmlns:text="{ODF}:text:1.0"><text:p>{_PLAIN}</text:p></a>',
            "meta.xml": f"<meta><description>{escape(words)}</description></meta>",
        }
    )


def _rtf(words: str) -> str:
    return "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in words)


def rich_text(words: str) -> bytes:
    return f"{{\\rtf1\\ansi {_PLAIN}\\par {_rtf(words[:-2])}{{\\b {_rtf(words[-2:])}}}}}".encode("cp1252")


def rich_text_properties(words: str) -> bytes:
    return f"{{\\rtf1\\ansi{{\\info{{\\title {_rtf(words)}}}}} {_PLAIN}}}".encode("cp1252")


def rich_text_comment(words: str) -> bytes:
    return f"{{\\rtf1\\ansi {_PLAIN}{{\\*\\annotation {_rtf(words)}}}}}".encode("cp1252")


def rich_text_deletion(words: str) -> bytes:
    old, new = f"{{\\deleted {_rtf(words[-4:])}}}", "{\\revised intet}"
    return f"{{\\rtf1\\ansi {_PLAIN}\\par {_rtf(words[:-4])}{new}{old}}}".encode("cp1252")


def rich_text_embedded(words: str) -> bytes:
    packed = words.encode("cp1252", "replace").hex() + "00" * 40
    return f"{{\\rtf1\\ansi {_PLAIN}{{\\object{{\\*\\objdata {packed}}}}}}}".encode()


def mail(words: str) -> bytes:
    return f"From: a@eksempelby.dk\r\nSubject: {words.splitlines()[0]}\r\n\r\n{words}".encode()


def packed(words: str) -> bytes:
    return make_zip({"bilag/a.docx": word_hidden(words), "bilag/b.txt": _PLAIN})


def packed_twice(words: str) -> bytes:
    return make_zip({"a.zip": packed(words)})


def packed_name(words: str) -> bytes:
    return make_zip({f"{' '.join(words.split())}.txt": _PLAIN})
