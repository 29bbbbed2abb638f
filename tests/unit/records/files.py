"""Files of every format, made from one description of what they hold.

A description is a list of blocks: a text is a paragraph, `numbered` and `bulleted` are lists,
`table` is rows of cells, `PICTURE` is a picture.
"""

import html
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


@dataclass(frozen=True)
class Listed:
    entries: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


PICTURE = object()


def numbered(*entries):
    return Listed(entries, "number")


def bulleted(*entries):
    return Listed(entries, "bullet")


def table(*rows):
    return Table(rows)


# ---- text --------------------------------------------------------------------------------------


def as_txt(blocks, encoding="utf-8"):
    return _text(blocks).encode(encoding)


def _text(blocks):
    pictures = 0
    parts = []
    for block in blocks:
        if block is PICTURE:
            pictures += 1
            parts.append(f"image{pictures}")
        elif isinstance(block, Listed):
            marks = (f"{at}. " if block.mark == "number" else "- " for at in range(1, 100))
            parts += [mark + entry for mark, entry in zip(marks, block.entries, strict=False)]
        elif isinstance(block, Table):
            parts += ["\t".join(row) for row in block.rows]
        else:
            parts.append(block)
    return "\n\n".join(parts) + "\n"


# ---- web page ----------------------------------------------------------------------------------


def as_html(blocks, encoding="utf-8"):
    body = "\n".join(map(_tags, blocks))
    page = f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"
    return page.encode(encoding)


def _tags(block):
    if block is PICTURE:
        return '<p><img src="a.png" alt="?"></p>'
    if isinstance(block, Listed):
        tag = "ol" if block.mark == "number" else "ul"
        return f"<{tag}>{''.join(f'<li>{html.escape(each)}' for each in block.entries)}</{tag}>"
    if isinstance(block, Table):
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    return f"<p>{html.escape(block)}</p>"


# ---- Word --------------------------------------------------------------------------------------


def as_docx(blocks):
    made = docx.Document()
    for block in blocks:
        if block is PICTURE:
            made.add_picture(BytesIO(DOT))
        elif isinstance(block, Listed):
            number = new_list(made, "decimal" if block.mark == "number" else "bullet", "%1.")
            for entry in block.entries:
                in_list(made.add_paragraph(entry), number)
        elif isinstance(block, Table):
            _word_table(made, block.rows)
        else:
            made.add_paragraph(block)
    return saved(made)


def saved(made: Document) -> bytes:
    held = BytesIO()
    made.save(held)
    return held.getvalue()


def _word_table(made, rows):
    grid = made.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(grid.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text


def new_list(made: Document, *levels: str) -> int:
    """A new list; `levels` are style and text in turn: "decimal", "%1.", "thaiNumbers", "%1.%2"."""
    numbering = made.part.numbering_part.element
    number = 100 + len(numbering.findall(qn("w:abstractNum")))
    shapes = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(zip(levels[::2], levels[1::2], strict=True))
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{shapes}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        )
    )
    return number


def in_list(paragraph: Paragraph, number: int, level: int = 0) -> Paragraph:
    place = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", number)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        place.append(part)
    paragraph._p.get_or_add_pPr().append(place)
    return paragraph


# ---- PDF ---------------------------------------------------------------------------------------


def as_pdf(blocks):
    return pdf_of_pages([[line for line in _text(blocks).split("\n") if line]])


def pdf_of_pages(pages: list[list[str]]) -> bytes:
    """A PDF whose letters are Unicode, one line of text for each given one."""
    first_page = 5
    kids = " ".join(f"{first_page + 2 * at} 0 R" for at in range(len(pages)))
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /U def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        "3 beginbfrange <0000> <00FF> <0000> <0E00> <0EFF> <0E00> <F700> <F7FF> <F700> endbfrange\n"
        "endcmap end end"
    )
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /U /Encoding /Identity-H /ToUnicode 4 0 R"
        " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /U /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        font,
        _stream(cmap),
    ]
    for at, lines in enumerate(pages):
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in lines)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]"
            f" /Contents {first_page + 2 * at + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(_stream(f"BT /F 12 Tf 14 TL 40 780 Td\n{shown}ET"))
    return _assembled(objects)


def _stream(text):
    return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"


def _assembled(objects: list[str]) -> bytes:
    body = "%PDF-1.7\n"
    places = []
    for number, held in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{held}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    whole = (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    )
    return bytes(whole, "latin-1")
