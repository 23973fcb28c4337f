"""Pages that are pictures, read by the OCR of the extra: right characters in right places, marked, and less sure."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from extract.documents import ocr
from extract.documents.document import Page
from extract.documents.pdf import read_pdf_pages
from extract.errors import Problem
from extract.pipeline import Extractor
from extract.resources import names_folder
from extract.sources.catalogue import entry_of_file
from extract.sources.knowledge import read_knowledge

DECK = Path(__file__).parents[2] / "sources/samples/deck.ja.pdf"
PAGE = 3  # four tables of names and dates

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a PDF whose one page is a photograph of a page of the sample deck."""
    drawn = pypdfium2.PdfDocument(DECK)[PAGE - 1].render(scale=2).to_pil().convert("RGB")
    data = io.BytesIO()
    drawn.save(data, "PDF", resolution=144)
    path = tmp_path_factory.mktemp("pictures") / "picture.ja.pdf"
    path.write_bytes(data.getvalue())
    return path


@pytest.fixture(scope="module")
def pages(picture: Path) -> list[Page | Problem]:
    return list(read_pdf_pages(picture, source="picture.pdf"))


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_a_page_of_pictures_is_read_and_says_so(pages: list[Page | Problem]) -> None:
    (page,) = pages
    assert isinstance(page, Page)
    assert page.way == "ocr"
    (printed,) = [
        each for each in read_pdf_pages(DECK, source="deck.pdf") if isinstance(each, Page) and each.number == PAGE
    ]
    missing = Counter(bare(printed.text)) - Counter(bare(page.text))
    assert missing.total() < 0.1 * len(bare(printed.text))
    assert len(page.tables) == len(printed.tables) == 4
    cells = [
        sorted(bare(line.of(one.text)) for table in one.tables for cell in table.cells for line in cell.lines)
        for one in (page, printed)
    ]
    assert (Counter(cells[0]) & Counter(cells[1])).total() > 0.8 * len(cells[1])


def test_every_character_has_its_place(pages: list[Page | Problem]) -> None:
    (page,) = pages
    assert isinstance(page, Page)
    (printed,) = [each for each in read_pdf_pages(DECK, source="") if isinstance(each, Page) and each.number == PAGE]
    for name in ("「MedGPT」", "武漢大学", "2023年7月"[:4]):
        found, wanted = (
            one.box_of(type(one.blocks[0].lines[0])(start := one.text.index(name), start + len(name)))
            for one in (page, printed)
        )
        assert found is not None
        assert wanted is not None
        assert abs((found[1] + found[3]) / 2 - (wanted[1] + wanted[3]) / 2) < 6
    for char, place in zip(page.text, page.char_boxes, strict=True):
        assert char.isspace() or place is not None
        assert place is None or (0 <= place[0] < place[2] <= page.width and 0 <= place[1] < place[3] <= page.height)


def test_two_readings_are_equal(picture: Path, pages: list[Page | Problem]) -> None:
    assert list(read_pdf_pages(picture, source="picture.pdf")) == pages


def test_what_a_picture_says_is_less_sure(picture: Path) -> None:
    extracted, problems = Extractor(read_knowledge(names_folder())).read(entry_of_file(picture))
    assert not problems
    assert extracted
    releases = [claim for claim in extracted.claims if type(claim).__name__ == "ReleaseClaim"]
    assert len(releases) >= 12
    assert all(claim.confidence <= 0.9 for claim in extracted.claims)


def test_without_the_extra_it_is_a_problem_that_names_it(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    problem, page = read_pdf_pages(picture, source="picture.pdf")
    assert isinstance(page, Page | Problem)
    faults = [each for each in (problem, page) if isinstance(each, Problem)]
    assert [(each.code, each.page) for each in faults] == [("pdf-no-text", 1)]
    assert "shutten[ocr]" in faults[0].remedy
