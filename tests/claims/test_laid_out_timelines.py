"""Timelines on a page with a layout: the year of a label without one is told by the part of the axis that it stands in."""

from __future__ import annotations

from extract.claims.claim import ReleaseClaim
from extract.claims.find import find_claims
from extract.datasets.build import PUBLISH_FROM
from extract.documents.document import Block, BlockKind, Box, Document, Frame, Page
from extract.lang.language import load_language
from extract.mentions.names import NameFinder
from extract.text import Span

Text = tuple[str, Box, bool]
"""What stands there, where, and whether a box is drawn around it."""


def page_of(texts: list[Text]) -> Page:
    """Return a page of labels; a drawn box is where the label stands, its words in the middle of it."""
    text, blocks, frames = "", [], []
    boxes: list[Box | None] = []
    for number, (words, where, is_drawn) in enumerate(texts):
        lines = []
        x, y = (where[0] + where[2]) / 2, (where[1] + where[3]) / 2
        own = (x - 15, y - 5, x + 15, y + 5) if is_drawn else where
        for line in words.split("\n"):
            lines.append(Span(len(text), len(text) + len(line)))
            text += line + "\n"
            boxes += [*[own] * len(line), None]
        if is_drawn:
            frames.append(Frame(where))
        frame = len(frames) - 1 if is_drawn else None
        blocks.append(Block(BlockKind.PARAGRAPH, tuple(lines), box=own, group=number, frame=frame))
    return Page(1, text, tuple(blocks), (), tuple(boxes), 960, 540, frames=tuple(frames))


def releases(finder: NameFinder, texts: list[Text]) -> dict[str, tuple[str, bool, list[str]]]:
    """Return by model the date, whether it is sure enough to be published, and what the claim quotes."""
    page = page_of(texts)
    document = Document("doc-1", "a", "0", "application/pdf", "ja", "report", (page,))
    claims, _ = find_claims(document, finder, load_language("ja"))
    return {
        claim.model.name: (
            claim.date.edtf,
            claim.confidence >= PUBLISH_FROM,
            [place.span.of(page.text) for place in claim.evidence],
        )
        for claim in claims
        if isinstance(claim, ReleaseClaim)
    }


NAMES = [
    ("「青葉」\n4月", (180.0, 130.0, 240.0, 160.0), False),
    ("「若葉」\n8月", (430.0, 150.0, 490.0, 180.0), False),
    ("「山吹」\n3月", (650.0, 160.0, 710.0, 190.0), False),
]


def test_a_label_is_of_the_year_whose_column_it_stands_in(finder: NameFinder) -> None:
    years: list[Text] = [(f"{2021 + i}年", (150.0 + 240 * i, 90.0, 390.0 + 240 * i, 114.0), True) for i in range(3)]
    assert releases(finder, years + NAMES) == {
        "青葉": ("2021-04", True, ["青葉", "4月", "2021年"]),
        "若葉": ("2022-08", True, ["若葉", "8月", "2022年"]),
        "山吹": ("2023-03", True, ["山吹", "3月", "2023年"]),
    }


def test_a_label_is_of_the_year_whose_row_it_stands_in(finder: NameFinder) -> None:
    years: list[Text] = [(f"{2021 + i}年", (20.0, 100.0 + 80 * i, 100.0, 180.0 + 80 * i), True) for i in range(3)]
    names = [(text, (180.0, 120.0 + 80 * i, 240.0, 150.0 + 80 * i), False) for i, (text, _, _) in enumerate(NAMES)]
    found = releases(finder, years + names)
    assert {name: date for name, (date, _, _) in found.items()} == {
        "青葉": "2021-04",
        "若葉": "2022-08",
        "山吹": "2023-03",
    }


def test_years_without_boxes_prove_no_year_beside_them(finder: NameFinder) -> None:
    years: list[Text] = [(f"{2021 + i}年", (150.0 + 240 * i, 90.0, 180.0 + 240 * i, 102.0), False) for i in range(3)]
    found = releases(finder, years + NAMES)
    assert found
    assert not any(sure for _, sure, _ in found.values())


def test_a_label_with_a_year_keeps_it(finder: NameFinder) -> None:
    years: list[Text] = [(f"{2021 + i}年", (150.0 + 240 * i, 90.0, 390.0 + 240 * i, 114.0), True) for i in range(3)]
    names = [(text.replace("\n", "\n2020年"), where, drawn) for text, where, drawn in NAMES]
    assert releases(finder, years + names)["若葉"] == ("2020-08", True, ["若葉", "2020年8月"])
