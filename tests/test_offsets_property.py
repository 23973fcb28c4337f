"""The one property that guards the library: ``page.text[start:end] == quote``, for every mention and claim of any document.

Random texts first, then every document that lies beside the project on this machine.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claims.claim import Claim, EntityRef, Evidence, RelationClaim
from extract.claims.find import find_claims
from extract.claims.reader import Reader
from extract.claims.reading import Reading
from extract.documents.document import Document, Page
from extract.documents.markdown import read_markdown_page
from extract.documents.plain import read_plain_pages
from extract.documents.read import READABLE, read_document
from extract.errors import Problem
from extract.lang.language import LANGUAGES, load_language, read_rules
from extract.mentions.names import NameFinder
from extract.segments import segment
from extract.text import clean

SHARED = Path(__file__).parents[2] / "shared"
LARGEST_FAST = {".pdf": 210_000, ".md": 30_000}  # bytes; larger files take seconds

# What documents of both languages are made of, and what has broken readers: marks, breaks, symbols, other planes.
COMMON = [
    "「青葉」", "『", "』", "（", "）", "“", "”", "《悟道3.0》", "2023.05", "2023年3月", "3月16日", "GPT-4", "ChatGLM-6B",
    "文心一言", "百度", "1.75兆", "1000億", "50%", "500社", "3〜5社", "出所：", "来源：", "注：", "*1", "• ", "\uf06c ", "・", "……", "Tier1",
    "17.16", " ", "\u3000", "\t", "\ue000", "\u200b", "\ufeff", "ﾊﾟ", "カ\u3099", "𠮷", "㌔", "①", "ﬁ", "\u00ad", "é", "|", "#", "<b>",
    "モデル名", "発表時期", "企業", "大学", "モデル名 発表日 企業", "甲社 「青葉」 2023年5月",
]  # fmt: skip
JAPANESE = [
    "は",
    "を公開した",
    "と発表した",
    "する予定",
    "によると",
    "。",
    "、",
    "が開発した",
    "パラメータ",
    "李開復（元百度社長）",
    "順位",
]
CHINESE = [
    "发布了",
    "于",
    "宣布开源",
    "计划",
    "。",
    "，",
    "研发的",
    "参数规模为",
    "百度创始人李彦宏",
    "截至",
    "显示",
    "排名",
]


def soups(words: list[str]) -> st.SearchStrategy[str]:
    """Return a strategy of line soups: pieces on lines, lines in groups, here and there a page or slide begins."""
    line = st.lists(st.sampled_from(words), min_size=1, max_size=8).map("".join)
    end = st.sampled_from(["\n", "\n", "\n", "\n\n", "\r\n", "\f", "\n ", "\u2028"])
    return st.lists(st.tuples(line, end).map("".join), max_size=14).map("".join)


def document_of(pages: list[Page], language: str) -> Document:
    return Document("doc-1", "a", "0", "text/plain", language, "report", tuple(pages), published="2023-08")


def places(value: Any) -> Iterator[Evidence]:
    """Yield every place that a claim names, those of the entities in it included."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple) and not isinstance(value, str):
        for each in value:
            yield from places(each)
    elif isinstance(value, Claim | EntityRef):
        for field in dataclasses.fields(value):
            yield from places(getattr(value, field.name))


def check_claims(document: Document, claims: tuple[Claim, ...]) -> None:
    for claim in claims:
        assert claim.evidence
        assert 0 <= claim.confidence <= 1
        for place in places(claim):
            text = document.page(place.page).text
            assert 0 <= place.span.start < place.span.end <= len(text), claim
            assert place.span.of(text).strip(), claim
    for ref in {ref for claim in claims for ref in vars_of_type(claim)}:
        # An entity's own place says its name, or another that the document gives it, or points back at it (同社): nothing but
        # the marks that cleaning drops stands between.
        said = folded(said_at(document.page(ref.evidence.page), ref.evidence))
        names = [folded(name) for name in (ref.name, *ref.aliases)]
        assert any(name in said or said in name for name in names) or said in POINTING[document.language], ref


def vars_of_type(claim: Claim) -> Iterator[EntityRef]:
    # What a model takes in is a word of our vocabulary, whatever the text calls it: 画像 is image.
    coded = {"object"} if isinstance(claim, RelationClaim) and claim.predicate == "modality" else set()
    for field in dataclasses.fields(claim):
        value = getattr(claim, field.name)
        if isinstance(value, EntityRef) and field.name not in coded:
            yield value


def folded(text: str) -> str:
    return "".join(text.split()).replace("*", "").replace("`", "").replace("\\", "")


_KINDS = ("company", "university", "institute", "organization", "model", "person")
POINTING = {
    code: {folded(word) for kind in _KINDS for word in read_rules(code)["anaphora"][kind]} for code in LANGUAGES
}


def check_mentions(document: Document, finder: NameFinder) -> None:
    for section in Reader(finder, load_language(document.language)).read(document):
        readings = [*section.readings, *(r for table in section.tables for cell in table.cells for r in cell.readings)]
        for reading in readings:
            check_reading(document, reading)


def check_reading(document: Document, reading: Reading) -> None:
    page = document.page(reading.statement.page)
    for mention in (*reading.names, *reading.titles, *reading.dates, *reading.quantities):
        assert mention.span.of(reading.text) == mention.text
        assert mention.text.strip()
        place = reading.evidence(mention.span)
        quote = place.span.of(page.text)
        assert 0 <= place.span.start < place.span.end <= len(page.text)
        assert quote.strip()
        assert folded(said_at(page, place)) == folded(mention.text)


def said_at(page: Page, place: Evidence) -> str:
    """Return the cleaned text of a place without the markup in it."""
    marks = [mark.shifted(-place.span.start) for mark in page.markup if place.span.overlaps(mark)]
    return clean(place.span.of(page.text), None, marks).text


def check(document: Document, finder: NameFinder) -> None:
    claims, problems = find_claims(document, finder, load_language(document.language))
    check_claims(document, claims)
    check_mentions(document, finder)
    assert all(isinstance(problem, Problem) for problem in problems)


@settings(max_examples=60, deadline=None)
@given(text=soups(COMMON + JAPANESE))
def test_any_japanese_plain_text(finder, text):
    check(document_of(list(read_plain_pages(text)), "ja"), finder)


@settings(max_examples=60, deadline=None)
@given(text=soups(COMMON + CHINESE))
def test_any_chinese_plain_text(finder, text):
    check(document_of(list(read_plain_pages(text)), "zh"), finder)


@settings(max_examples=60, deadline=None)
@given(
    text=soups(
        [*COMMON, *CHINESE, "\n## ", "\n- ", "| a | b |\n|--|--|\n| ", "](https://a.b)", "[", "**", "`", "\n```\n"]
    )
)
def test_any_markdown(finder, text):
    check(document_of([read_markdown_page(text)], "zh"), finder)


@settings(max_examples=60, deadline=None)
@given(text=soups(COMMON + JAPANESE + CHINESE), code=st.sampled_from(["ja", "zh"]))
def test_statements_are_in_order_and_say_what_the_page_says(text, code):
    language = load_language(code)
    pages = list(read_plain_pages(text))
    for section in segment(document_of(pages, code), language):
        for statement in section.statements:
            assert statement.text
            whole = statement.raw(0, len(statement.text))
            assert 0 <= whole.start < whole.end <= len(statement.page_text)
            spans = list(statement.sentences)
            assert "".join(span.of(statement.text) for span in spans) == statement.text
            assert statement.written(0, len(statement.text)).strip()


# The documents of this machine.


def documents() -> list[Any]:
    """Return a parameter a file; a large file is slow. Without the corpus there is one that says so."""
    files = [path for path in sorted(SHARED.glob("corpus/*/*")) if path.parent.name in {"html", "ja", "pdf", "zh"}]
    files += sorted((SHARED / "seeds").glob("*.txt"))
    found = [
        pytest.param(path, id=path.name, marks=[pytest.mark.slow] if is_slow(path) else [])
        for path in files
        if path.suffix in READABLE
    ]
    return found or [
        pytest.param(None, id="no-corpus", marks=pytest.mark.skip(reason=f"{SHARED} is not on this machine"))
    ]


def is_slow(path: Path) -> bool:
    return path.stat().st_size > LARGEST_FAST.get(path.suffix, 12_000)


@cache
def read(path: Path) -> Document | Problem:
    return read_document(path)


@pytest.mark.parametrize("path", documents())
def test_every_mention_and_claim_of_a_document_stands_where_it_says(finder, path):
    document = read(path)
    if isinstance(document, Problem):
        assert document.remedy
        pytest.skip(f"not a document that can be read: {document.code}")
    assert document.pages
    if path.suffix in {".md", ".txt"}:
        assert "\f".join(page.text for page in document.pages) == path.read_bytes().decode()
    check(document, finder)
