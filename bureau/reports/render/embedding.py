"""Embed faces in a ReportLab document: one subset CID font per face, two bytes a character.

ReportLab's own TrueType fonts come in subsets of 256 characters, so a Chinese page changes font
every few characters. Here a text is one `str.translate`, and a document has as many fonts as
faces.
"""

from __future__ import annotations

from hashlib import sha256

from reportlab.pdfbase import pdfdoc

from bureau.reports.render.typeface import Typeface

FLAG_SYMBOLIC = 4
CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
CMAP_TAIL = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
CMAP_BLOCK = 100


class Codes(dict[int, str]):
    """Code point to the character whose number is its place in the subset; grows with use."""

    def __missing__(self, code: int) -> str:
        place = chr(len(self) + 1)  # 0 is .notdef
        self[code] = place
        return place


class EmbeddedFace:
    """A face in one document, under ReportLab's protocol for dynamic fonts."""

    _dynamicFont = 1  # noqa: N815 - ReportLab's name
    _multiByte = 1  # noqa: N815 - ReportLab's name
    shapable = False

    def __init__(self, face: Typeface, number: int) -> None:
        self.face = face
        self.fontName = f"face-{number}-{face.name}"
        self.internal_name = f"F{number}"
        self.codes = Codes()

    def encoded(self, text: str) -> str:
        """The text as a hexadecimal PDF string."""
        return text.translate(self.codes).encode("utf-16-be").hex()

    def splitString(self, text: str, doc: pdfdoc.PDFDocument) -> list[tuple[int, bytes]]:  # noqa: N802 - ReportLab's name
        """The text in the document's codes; there is one subset only."""
        return [(0, text.translate(self.codes).encode("utf-16-be"))]

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: N802 - ReportLab's name
        """How page streams call the font."""
        return f"/{self.internal_name}"

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - ReportLab's name
        """Width in points."""
        advance, glyph = self.face.advance, self.face.glyph
        return sum(advance(glyph(ord(character))) for character in text) * size / 1000

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Write the font's objects; called once, when the document is complete."""
        doc.idToObject["BasicFonts"].dict[self.internal_name] = doc.Reference(self._font(doc))

    def _font(self, doc: pdfdoc.PDFDocument) -> pdfdoc.PDFObject:
        glyphs = [0, *(self.face.glyph(code) for code in self.codes)]
        name = f"{self._tag()}+{self.face.name.replace(' ', '')}"
        program = _stream(self.face.subset(glyphs))
        program.dictionary["Length1"] = len(program.content)
        face = self.face
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": FLAG_SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(face.box)),
                "ItalicAngle": 0,
                "Ascent": face.ascent,
                "Descent": face.descent,
                "CapHeight": face.ascent,
                "StemV": 50 + (face.weight // 65) ** 2,
                "FontFile2": doc.Reference(program),
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": doc.Reference(descriptor),
                "DW": 1000,
                "W": pdfdoc.PDFArray(
                    [0, pdfdoc.PDFArray([face.advance(glyph) for glyph in glyphs])]
                ),
                "CIDToGIDMap": "/Identity",
            }
        )
        return pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(_stream(self._to_unicode().encode("ascii"))),
            }
        )

    def _tag(self) -> str:
        """Six capitals that differ when the subset does."""
        digest = sha256("".join(map(chr, self.codes)).encode("utf-8", "surrogatepass")).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _to_unicode(self) -> str:
        pairs = [
            f"<{ord(place):04X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
            for code, place in self.codes.items()
        ]
        blocks = [
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n"
            for block in (pairs[n : n + CMAP_BLOCK] for n in range(0, len(pairs), CMAP_BLOCK))
        ]
        return CMAP_HEAD + "".join(blocks) + CMAP_TAIL


def _stream(content: bytes) -> pdfdoc.PDFObject:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


class Embedding:
    """The faces used in one document."""

    def __init__(self) -> None:
        self._embedded: dict[int, EmbeddedFace] = {}
        self._doc: pdfdoc.PDFDocument = None

    def attach(self, doc: pdfdoc.PDFDocument) -> None:
        """The document that will carry the fonts, those met so far included."""
        self._doc = doc
        doc.delayedFonts.extend(self._embedded.values())

    def of(self, face: Typeface) -> EmbeddedFace:
        """The face in this document."""
        key = id(face)
        if key not in self._embedded:
            self._embedded[key] = EmbeddedFace(face, len(self._embedded) + 1)
            if self._doc is not None:
                self._doc.delayedFonts.append(self._embedded[key])
        return self._embedded[key]

    def names(self) -> tuple[str, ...]:
        """PostScript names of the faces that printed something."""
        return tuple(one.face.name for one in self._embedded.values() if one.codes)
