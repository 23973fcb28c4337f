"""Files -> Documents: the format by content, the language by script, and every fault a Problem with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.documents.document import Document
from extract.documents.read import READABLE, Metadata, detect_language, media_type_of, read_document
from extract.errors import Problem

JA = "新型モデルの公開について\n\n甲社は2023年5月に新しいモデルを公開した。利用者は教育の分野に広がっている。\n"
ZH = "新模型正式发布\n\n甲公司于2023年5月发布了新的模型，该模型面向教育行业，支持多轮对话和文本生成。\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def problem_of(path: Path) -> Problem:
    read = read_document(path, source="入力")
    assert isinstance(read, Problem)
    assert read.source == "入力"
    assert read.message
    assert read.remedy
    return read


def test_a_missing_file(tmp_path):
    assert problem_of(tmp_path / "a.txt").code == "file-missing"


def test_a_folder(tmp_path):
    assert problem_of(tmp_path).code == "file-is-folder"


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n"])
@pytest.mark.parametrize("ending", READABLE)
def test_an_empty_file(tmp_path, content, ending):
    assert problem_of(write(tmp_path, f"a{ending}", content)).code == "file-empty"


@pytest.mark.parametrize("charset", ["cp932", "euc_jp", "gb18030", "utf-16", "utf-8-sig"])
def test_a_text_in_another_character_set_is_read(tmp_path, charset):
    text = JA if charset in {"cp932", "euc_jp"} else ZH
    document = read_document(write(tmp_path, "a.txt", text.encode(charset)))
    assert not isinstance(document, Problem)
    assert document.pages[0].text == text


def test_a_text_with_bytes_of_no_character(tmp_path):
    problem = problem_of(write(tmp_path, "a.txt", JA.encode()[:-4] + b"\xff\xfe\xff" + JA.encode()))
    assert problem.code == "text-damaged"
    assert "UTF-8" in problem.remedy


def test_zero_bytes(tmp_path):
    assert problem_of(write(tmp_path, "a.txt", JA.encode() + b"\x00\x01")).code == "text-binary"


@pytest.mark.parametrize("name", ["a.docx", "a", "a.csv"])
def test_an_unknown_ending(tmp_path, name):
    problem = problem_of(write(tmp_path, name, JA))
    assert problem.code == "format-unknown"
    assert ".pdf" in problem.remedy


def test_a_broken_pdf(tmp_path):
    assert problem_of(write(tmp_path, "a.pdf", b"%PDF-1.7\nnothing more")).code.startswith("pdf-")


@pytest.mark.parametrize("content", ["This is an English report on models of 2023. " * 5, "12345 " * 20])
def test_neither_language(tmp_path, content):
    problem = problem_of(write(tmp_path, "a.txt", content))
    assert problem.code == "language-unsupported"
    assert "--language" in problem.remedy


def test_a_language_that_is_not_read_here(tmp_path):
    read = read_document(write(tmp_path, "a.txt", JA), known=Metadata(language="ko"))
    assert isinstance(read, Problem)
    assert read.code == "language-unsupported"
    assert "'ko'" in read.message


def test_html_without_text(tmp_path):
    assert problem_of(write(tmp_path, "a.html", "<html><body></body></html>")).code == "no-text"


@pytest.mark.parametrize(("text", "language"), [(JA, "ja"), (ZH, "zh")])
def test_a_document(tmp_path, text, language):
    document = read_document(write(tmp_path, "a.txt", text))
    assert isinstance(document, Document)
    assert (document.language, document.media_type, document.kind) == (language, "text/plain", "article")
    assert document.title == text.split("\n")[0]
    assert document.pages[0].text == text
    assert document.problems == ()


def test_what_is_known_beforehand_holds_over_what_the_document_says(tmp_path):
    path = write(tmp_path, "a.md", f"---\ntitle: 中の題\nauthor: 中の人\ndate: 2023-05-06\n---\n# 題\n\n{JA}")
    said = read_document(path)
    assert isinstance(said, Document)
    assert (said.title, said.authors, said.published) == ("中の題", ("中の人",), "2023-05-06")
    known = read_document(
        path, known=Metadata(title="外の題", authors=("外の人",), published="2024", kind="announcement")
    )
    assert isinstance(known, Document)
    assert (known.title, known.authors, known.published, known.kind) == ("外の題", ("外の人",), "2024", "announcement")


def test_the_id_is_of_the_content_alone(tmp_path):
    one, same = write(tmp_path, "a.txt", JA), write(tmp_path, "b.txt", JA)
    other = write(tmp_path, "c.txt", JA + "追記。\n")
    ids = [read_document(path).document_id for path in (one, same, other)]
    assert ids[0] == ids[1] != ids[2]


def test_pages_are_handed_on_as_they_are_read(tmp_path):
    seen = []
    document = read_document(write(tmp_path, "a.txt", f"{JA}\f{JA}"), on_page=seen.append)
    assert isinstance(document, Document)
    assert document.pages == tuple(seen)
    assert document.page(2).number == 2


def test_the_title_of_an_article_is_its_first_line_alone(tmp_path):
    document = read_document(write(tmp_path, "a.txt", "新型モデルの公開について\n某紙\u30002023年5月6日\n\n" + JA))
    assert isinstance(document, Document)
    assert document.title == "新型モデルの公開について"


@pytest.mark.parametrize(
    ("data", "ending", "media_type"),
    [
        (b"%PDF-1.4 ...", ".txt", "application/pdf"),
        (b"  <!DOCTYPE html><html>", ".txt", "text/html"),
        (b"<?xml version='1.0'?>\n<html>", "", "text/html"),
        (b"# a", ".MD", "text/markdown"),
        (b"a", ".text", "text/plain"),
        (b"PK\x03\x04", ".docx", None),
    ],
)
def test_the_format_is_that_of_the_content(data, ending, media_type):
    assert media_type_of(data, ending) == media_type


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (JA, "ja"),
        (ZH, "zh"),
        (ZH * 3 + "日本語の「あいうえお」を引用する。", "zh"),
        ("中国生成AI産業発展研究報告、清華大学人工智能研究院、北京智源人工智能研究院についての資料の一覧である", "ja"),
        ("Model release notes " * 40 + "发布说明" * 6, None),
        ("発表", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_the_share_of_kana(text, language):
    assert detect_language(text) == language
