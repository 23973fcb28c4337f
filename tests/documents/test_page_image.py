from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from extract.documents import page_image as module
from extract.documents.page_image import page_image

PROJECT = Path(__file__).parents[2]


def _pdf(path: Path, *sizes: tuple[float, float]) -> Path:
    document = pypdfium2.PdfDocument.new()
    for size in sizes:
        document.new_page(*size)
    document.save(path)
    return path


def _size(picture: bytes | None) -> tuple[int, int]:
    assert picture is not None
    return Image.open(io.BytesIO(picture)).size


def test_a_page_is_drawn_in_its_own_size(tmp_path: Path) -> None:
    file = _pdf(tmp_path / "a.pdf", (300, 200), (144, 288))
    assert _size(page_image(file, 1)) == (459, 306)  # points x 110 / 72, rounded up
    assert _size(page_image(file, 2)) == (220, 440)


def test_what_stands_on_the_page_is_drawn() -> None:
    picture = page_image(PROJECT / "sources/samples/deck.ja.pdf", 1)
    assert picture is not None
    colours = Image.open(io.BytesIO(picture)).convert("L").getextrema()
    assert colours[0] < 100 < 250 <= colours[1]


def test_a_poster_is_drawn_smaller(tmp_path: Path) -> None:
    assert max(_size(page_image(_pdf(tmp_path / "a.pdf", (14_000, 2_000)), 1))) == 3000


@pytest.mark.parametrize("number", [0, 2, 10**9])
def test_a_page_that_is_not_there_gives_nothing(tmp_path: Path, number: int) -> None:
    assert page_image(_pdf(tmp_path / "a.pdf", (300, 200)), number) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n", b"<html>"])
def test_what_is_no_pdf_gives_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    assert page_image(file, 1) is None


def test_a_file_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    assert page_image(tmp_path / "a.pdf", 1) is None


def test_a_page_that_takes_too_long_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 0)  # the parent's patience; the child has its own limits
    assert page_image(_pdf(tmp_path / "a.pdf", (300, 200)), 1) is None
