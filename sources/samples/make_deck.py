"""Draw the sample deck `deck.ja.pdf` from `deck.facts.yaml`, and check that the facts stand in the samples.

SPDX-License-Identifier: Apache-2.0

The same inputs give the same bytes with the same typst: the PDF has no date, and its fonts come from two
packages and not from the system. README.md, beside this file, says how to run it.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pdfplumber
import typst
import yaml

HERE = Path(__file__).resolve().parent
ARTICLE_FACTS = HERE / "articles.facts.yaml"
FACTS = HERE / "deck.facts.yaml"
TEMPLATE = HERE / "deck.typ"
DECK = HERE / "deck.ja.pdf"
# Noto Sans JP has no simplified Chinese characters (联, 业), which the titles of
# Chinese works need.
FONT_PACKAGES = ("pylopdf_fonts_jp", "pylopdf_fonts_zh_cn")


def font_folders() -> list[Path]:
    """Return the folders of the font packages; exit with the remedy when one is not installed."""
    folders = []
    for package in FONT_PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            sys.exit(f"{package} is not installed; try: pip install {package.replace('_', '-')}")
        folders.append(Path(spec.origin).parent)
    return folders


def draw() -> bytes:
    """Return the PDF of the deck."""
    return typst.compile(
        TEMPLATE,
        root=HERE,
        font_paths=font_folders(),
        ignore_system_fonts=True,
        format="pdf",
        timestamp=0,
        pdf_tags=False,
    )


def squeeze(text: str) -> str:
    """Return the text in NFKC without white space, so that a line break inside a name does not hide it."""
    return "".join(unicodedata.normalize("NFKC", text).split())


Place = tuple[str, int]
"""A document's file name and a page of it, from 1."""


def page_texts(pdf: bytes) -> dict[Place, str]:
    """Return the squeezed text of each page of the deck, in the order in which the page was drawn."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return {
            (DECK.name, page.page_number): squeeze("".join(char["text"] for char in page.chars))
            for page in document.pages
        }


def article_texts() -> dict[Place, str]:
    """Return the squeezed text of each article, without the marks of HTML and Markdown."""
    texts = ((path, re.sub(r"<[^>]*>|\*\*", "", path.read_text(encoding="utf-8"))) for path in HERE.glob("*.zh.*"))
    return {(path.name, 1): squeeze(text) for path, text in texts}


def dates_as_written(edtf: str) -> list[str]:
    """Return the forms in which the deck writes a date."""
    if not edtf or "/" in edtf:
        return []
    year, *rest = edtf.split("-")
    numbers = [str(int(part)) for part in rest]
    forms = [
        ".".join([year, *rest]),
        year + "年" + "".join(f"{n}{unit}" for n, unit in zip(numbers, "月日", strict=False)),
    ]
    if len(numbers) == 2:
        forms.append("{}月{}日".format(*numbers))
    return forms


def wanted(facts: dict[str, Any]) -> Iterator[tuple[Place, str, list[str]]]:
    """Yield place, fact and the strings of which the place must have one, for each string of a fact."""
    keys = {
        "releases": ("model", "version", "organization", "alias"),
        "organizations": ("name", "category"),
        "people": ("name", "organization", "role"),
        "figures": ("metric_text", "written"),
        "relations": ("subject", "object", "qualifier"),
        "policies": ("jurisdiction", "title", "issuer", "target"),
        "citations": ("title", "publisher", "year"),
        "rankings": ("list", "item", "tier", "score", "rank"),
    }
    for dataset, names in keys.items():
        for row in facts[dataset]:
            place = (row.get("document", DECK.name), row["page"])
            label = f"{dataset}: {row}"
            for name in names:
                if row.get(name) not in ("", None) and not (name == "jurisdiction" and row[name] == "中国"):
                    yield place, label, [str(row[name])]
            for author in row.get("authors", []):
                yield place, label, [author]
            if "subject" in row:
                yield place, label, [row.get("subject_written", row["subject"])]
            for name in ("date", "started", "established", "issued"):
                if forms := dates_as_written(row.get(name, "")):
                    yield place, label, forms
    for table in facts["tables"]:
        place = (table.get("document", DECK.name), table["page"])
        for row in [table["columns"], *table["rows"]]:
            for cell in row:
                if cell:
                    yield place, f"tables: {table['caption']}", [cell]


def missing(facts_file: Path, texts: dict[Place, str]) -> list[str]:
    """Return what a file of facts promises and the documents do not have."""
    facts = yaml.safe_load(facts_file.read_text(encoding="utf-8"))
    return [
        f"{place[0]} page {place[1]}: none of {forms} for {label}"
        for place, label, forms in wanted(facts)
        if not any(squeeze(form) in texts[place] for form in forms)
    ]


def main() -> int:
    """Draw and write the deck, or with ``--check`` compare it with the file; return 1 for a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when deck.ja.pdf would change")
    arguments = parser.parse_args()
    pdf = draw()
    faults = missing(FACTS, page_texts(pdf)) + missing(ARTICLE_FACTS, article_texts())
    if arguments.check and (not DECK.exists() or DECK.read_bytes() != pdf):
        faults.append(f"{DECK.name} is not what {FACTS.name} and {TEMPLATE.name} draw; run {Path(__file__).name}")
    if not arguments.check:
        DECK.write_bytes(pdf)
        print(f"{DECK.name}: {len(pdf):,} bytes")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
