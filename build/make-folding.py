#!/usr/bin/env python3
"""Writes src/Satchel/Folding.txt: how the search makes letters alike. Run it to take in a newer Unicode.

The runtime knows no normalisation where it is built without a culture's data, so the search brings what it needs: for each
code point its compatibility decomposition after case folding, the combining classes, and the pairs that compose.
"""
import pathlib
import unicodedata


def folded(text):
    while True:
        once = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        if once == text:
            return text
        text = once


def composes(point):
    parts = unicodedata.decomposition(chr(point)).split()
    if len(parts) != 2 or parts[0].startswith("<"):
        return None
    pair = "".join(chr(int(part, 16)) for part in parts)
    return pair if unicodedata.normalize("NFC", pair) == chr(point) else None


def main():
    hangul = range(0xAC00, 0xD7A4)   # these compose by arithmetic
    points = [p for p in range(0x110000) if p not in hangul and not 0xD800 <= p <= 0xDFFF and unicodedata.category(chr(p)) != "Cn"]
    lines = [f"# Unicode {unicodedata.unidata_version}; made by build/make-folding.py", "[folding]"]
    for point in points:
        to = folded(chr(point))
        if to != chr(point):
            lines.append(" ".join(f"{value:X}" for value in [point, *map(ord, to)]))
    lines.append("[classes]")
    lines += [f"{p:X} {unicodedata.combining(chr(p)):X}" for p in points if unicodedata.combining(chr(p))]
    lines.append("[pairs]")
    lines += [f"{ord(pair[0]):X} {ord(pair[1]):X} {p:X}" for p in points if (pair := composes(p))]
    target = pathlib.Path(__file__).resolve().parent.parent / "src" / "Satchel" / "Folding.txt"
    target.write_text("\n".join(lines) + "\n", encoding="ascii")


main()
