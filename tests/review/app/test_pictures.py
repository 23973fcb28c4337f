from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from extract.ids import sha256_bytes
from extract.review.app.pictures import Pictures


@pytest.fixture
def file(tmp_path: Path) -> Path:
    document = pypdfium2.PdfDocument.new()
    document.new_page(100, 50)
    document.save(tmp_path / "a.pdf")
    return tmp_path / "a.pdf"


def _row(file: Path, **values: Any) -> dict[str, Any]:
    digest = sha256_bytes(file.read_bytes())
    return {"sha256": digest, "media_type": "application/pdf", "pages": 1, **values}


def _pictures(tmp_path: Path, *files: Path) -> Pictures:
    return Pictures(tmp_path / "documents", lambda: files, tmp_path / "drawn")


def test_a_page_is_drawn_once(file: Path, tmp_path: Path) -> None:
    row = _row(file)
    pictures = _pictures(tmp_path, file)
    drawn = pictures.picture(row, 1)
    assert drawn is not None
    assert [path.read_bytes() for path in (tmp_path / "drawn").iterdir()] == [drawn]
    file.unlink()
    assert pictures.picture(row, 1) == drawn
    assert not pictures.has(row)


def test_a_document_that_a_build_kept_is_found_though_the_file_is_gone(file: Path, tmp_path: Path) -> None:
    row = _row(file)
    (tmp_path / "documents").mkdir()
    file.rename(tmp_path / "documents" / row["sha256"])
    assert _pictures(tmp_path).picture(row, 1) is not None
    (tmp_path / "documents" / row["sha256"]).write_bytes(b"%PDF-1.7 damaged")
    assert not _pictures(tmp_path).has(row)


def test_a_file_is_known_by_its_content_alone(file: Path, tmp_path: Path) -> None:
    row = _row(file)
    other = tmp_path / "b.pdf"
    other.write_bytes(b"%PDF-1.7 another")
    pictures = _pictures(tmp_path, other, file)
    assert pictures.has(row)
    file.write_bytes(b"%PDF-1.7 exchanged for another")
    assert not pictures.has(row)
    assert pictures.picture(row, 1) is None


@pytest.mark.parametrize(
    "values",
    [
        {"media_type": "text/html"},
        {"pages": 0},
        {"pages": None},
        {"sha256": "../../etc/passwd"},
        {"sha256": "/" * 64},
        {"sha256": ""},
    ],
)
def test_what_is_no_page_of_a_pdf_has_no_picture(file: Path, tmp_path: Path, values: dict[str, Any]) -> None:
    pictures = _pictures(tmp_path, file)
    assert pictures.picture(_row(file, **values), 1) is None
    assert not (tmp_path / "drawn").exists()


@pytest.mark.parametrize("page", [0, -1, 2])
def test_a_page_that_is_not_there_has_no_picture(file: Path, tmp_path: Path, page: int) -> None:
    assert _pictures(tmp_path, file).picture(_row(file), page) is None


def test_without_room_for_it_a_picture_is_shown_all_the_same(file: Path, tmp_path: Path) -> None:
    (tmp_path / "drawn").write_text("a file where the folder should be", encoding="utf-8")
    assert _pictures(tmp_path, file).picture(_row(file), 1) is not None
