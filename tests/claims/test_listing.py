"""Lists: their items by commas, gaps and names, and lines that are more than a list."""

from __future__ import annotations

import pytest

from extract.claims.listing import items_of
from extract.claims.reader import Reader
from extract.documents.document import Document
from extract.documents.plain import read_plain_pages
from extract.lang.language import load_language
from extract.text import Span


def items(finder, line: str, language: str = "ja") -> list[str]:
    pages = tuple(read_plain_pages(f"概要\n\n{line}\n"))
    reader = Reader(finder, load_language(language))
    document = Document("doc-1", "a", "0", "text/plain", language, "report", pages)
    (reading,) = [each for section in reader.read(document) for each in section.readings][1:]
    return [item.text for item in items_of(reading, Span(0, len(reading.text)), reader.language)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("富士通、NEC、白鳥堂など", ["富士通", "NEC", "白鳥堂"]),
        ("富士通　白鳥堂　三井住友銀行", ["富士通", "白鳥堂", "三井住友銀行"]),
        ("悟道・視界、「文心一言」", ["悟道・視界", "文心一言"]),
        ("飛槳（Paddle）", ["飛槳"]),
        ("富士通　・・・　NEC", ["富士通", "NEC"]),
        ("富士通は医療で使われる", []),
        ("医療、製造を中心に進める。", []),
        ("2023", []),
    ],
)
def test_items(finder, line, expected):
    assert items(finder, line) == expected


def test_a_sentence_without_particles_is_no_list(finder):
    assert items(finder, "方案已应用于金融、汽车。", "zh") == []
    assert items(finder, "中国银行、比亚迪。", "zh") == ["中国银行", "比亚迪"]
