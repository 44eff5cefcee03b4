"""Exports in the form of Nexis Uni and Factiva; their articles are our own."""

from __future__ import annotations

import io

from docx import Document as new_docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FIRST = [
    "The foreign minister of Examplia said on Tuesday that talks with Sampleland would go on in the spring.",
    "“We will not close the crossing,” the minister said after the meeting — the first in a year.",
    "Sampleland’s defence ministry declined to say whether its troops had left the hills above the river.",
]
SECOND = [
    "The central bank of Sampleland raised its rate by half a point and warned of a hard winter.",
    "The governor told parliament that the bank was ready to do more if prices went on rising.",
]
COVER = [
    "User Name: reader",
    "Date and Time: Friday, November 5, 2021 9:12:00 AM CET",
    "Job Number: 100000001",
    "Documents (2)",
    "1. Talks go on, minister says",
    "Client/Matter: -None-",
    "Search Terms: crossing",
    "Search Type: Natural Language",
]
NEXIS = [
    [
        "Talks go on, minister says",
        "Sample Gazette (London)",
        "October 20, 2021 Wednesday",
        "Copyright 2021 Sample Gazette Limited All Rights Reserved",
        "Section: NEWS; Pg. 12",
        "Length: 54 words",
        "Byline: By Ann Example and Bo Model",
        "Dateline: MIDTOWN",
        "Highlight: The crossing stays open",
        "Body",
        "",
        "Talks go on, minister says",
        *FIRST,
        "Graphic",
        "PHOTO: The crossing in spring",
        "Classification",
        "Language: ENGLISH",
        "Publication-Type: Newspaper",
        "Subject: FOREIGN RELATIONS (90%)",
        "Load-Date: October 21, 2021",
        "",
        "End of Document",
    ],
    [
        "Bank raises rate",
        "Daily Example",
        "November 2, 2021 Tuesday 7:42 AM GMT",
        "Copyright 2021 Daily Example",
        "All Rights Reserved",
        "Length: 31 words",
        "Body",
        *SECOND,
        "Load-Date: November 3, 2021",
        "End of Document",
    ],
]
LINES = [*COVER, *(line for article in NEXIS for line in article)]


def docx(lines: list[str], links: dict[str, str] | None = None) -> bytes:
    """A Word file with a paragraph a line; ``links``: lines that are a link to an address."""
    made = new_docx()
    for line in lines:
        paragraph = made.add_paragraph()
        address = (links or {}).get(line)
        if address is None:
            paragraph.add_run(line)
            continue
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = line
        run.append(text)
        link.append(run)
        paragraph._p.append(link)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def escaped(text: str) -> str:
    """A text as RTF writes it: characters beyond ASCII as UTF-16 numbers."""
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[n : n + 2], "little") for n in range(0, len(units), 2)]
    return "".join(
        f"\\u{number - 65536 if number > 32767 else number}?"
        if number > 126
        else ("\\" if chr(number) in "\\{}" else "") + chr(number)
        for number in numbers
    )


def rtf(paragraphs: list[str]) -> bytes:
    """An RTF file; the paragraphs are RTF already."""
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}{\\colortbl;\\red0\\green0;}\n"
    body = "".join(f"\\pard\\plain\\f0\\fs20 {paragraph}\\par\n" for paragraph in paragraphs)
    return (head + body + "}").encode("ascii")


def linked(text: str, address: str) -> str:
    """A link in RTF."""
    return f'{{\\field{{\\*\\fldinst{{HYPERLINK "{address}"}}}}{{\\fldrslt{{\\ul\\cf1 {escaped(text)}}}}}}}'


FACTIVA: list[list[tuple[str, list[str]]]] = [
    [
        ("SE", ["World News"]),
        ("HD", ["Talks go on, minister says"]),
        ("BY", ["By Ann Example and Bo Model"]),
        ("WC", ["54 words"]),
        ("PD", ["20 October 2021"]),
        ("ET", ["07:30"]),
        ("SN", ["Sample Gazette"]),
        ("SC", ["SAMGAZ"]),
        ("PG", ["12"]),
        ("LA", ["English"]),
        ("CY", ["(c) 2021 Sample Gazette Limited. All rights reserved."]),
        ("LP", FIRST[:1]),
        ("TD", FIRST[1:]),
        ("NS", ["gdip : International Relations | gcat : Political/General News"]),
        ("RE", ["exmp : Examplia"]),
        ("PUB", ["Sample Gazette Limited"]),
        ("AN", ["Document SAMGAZ0020211020ehak00001"]),
    ],
    [
        ("HD", ["Bank raises rate"]),
        ("WC", ["31 words"]),
        ("PD", ["2 November 2021"]),
        ("SN", ["Daily Example"]),
        ("SC", ["DAIEX"]),
        ("LA", ["English"]),
        ("CY", ["Copyright 2021 Daily Example"]),
        ("LP", SECOND[:1]),
        ("TD", SECOND[1:]),
        ("AN", ["Document DAIEX00020211102ehb200002"]),
    ],
]


def factiva_html(coded: bool = True) -> str:
    """A page as Factiva saves it: an article a division, with or without the codes of its fields."""
    articles = "".join(_coded_html(fields) if coded else _plain_html(fields) for fields in FACTIVA)
    head = (
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Factiva</title><style>p {}</style>'
    )
    summary = "<table><tr><td>Search Summary</td></tr><tr><td>Text</td><td>crossing</td></tr></table>"
    return f'<!DOCTYPE html><html><head>{head}</head><body><div id="article">{articles}</div>{summary}</body></html>'


def _paragraphs(texts: list[str]) -> str:
    return "".join(f'<p class="articleParagraph enarticleParagraph">\n  {text}</p>' for text in texts)


def _coded_html(fields: list[tuple[str, list[str]]]) -> str:
    def cell(code: str, texts: list[str]) -> str:
        if code == "HD":
            return f'<span class="enHeadline">{texts[0]}\n</span>'
        return _paragraphs(texts) if code in ("LP", "TD") else texts[0]

    rows = "".join(
        f'<tr><td class="index" valign="top"><b>{code}</b>&nbsp;</td><td>{cell(code, texts)}</td></tr>'
        for code, texts in fields
    )
    return f'<div class="article enArticle"><p></p><table>{rows}</table></div><br><span></span>'


def _plain_html(fields: list[tuple[str, list[str]]]) -> str:
    parts = [
        f'<div id="hd"><span class="enHeadline">{texts[0]}</span></div>'
        if code == "HD"
        else _paragraphs(texts)
        if code in ("LP", "TD")
        else f"<div>{texts[0]}</div>"
        for code, texts in fields
        if code not in ("NS", "RE", "PUB", "AN")
    ]
    return f'<div class="article enArticle">{"".join(parts)}<p>{dict(fields)["AN"][0]}</p></div>'


def factiva_rtf(coded: bool = True) -> bytes:
    """An RTF file as Factiva saves it: fields as rows of a table, or paragraphs without codes."""
    paragraphs = []
    for fields in FACTIVA:
        for code, texts in fields:
            if coded:
                held = "\\par\\par ".join(escaped(text) for text in texts)
                row = f"\\trowd\\cellx1000\\cellx9000\\intbl{{\\b {code}}}\\cell {held}\\par\\cell\\row"
                paragraphs.append(row)
            elif code not in ("NS", "RE", "PUB"):
                paragraphs += [escaped(text) for text in texts]
    return rtf([*paragraphs, "Search Summary"])
