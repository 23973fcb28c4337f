"""One file -> one Document: the format by its content, the language by its script, every fault a Problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from extract.documents.document import BlockKind, Document, Page
from extract.errors import Problem
from extract.ids import sha256_bytes
from extract.sources.catalogue import Metadata
from extract.sources.charset import judge_charset
from extract.text import clean

_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".text": "text/plain",
}
READABLE = tuple(_MEDIA_TYPES)
"""The endings of the files that are read."""

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Japanese prose is a third kana or more; a Chinese text that quotes Japanese has a few in a hundred.
_KANA_SHARE = 0.08
_FEWEST_HAN = 20  # fewer Han characters prove no language
_LARGEST = 200 * 1024 * 1024  # bytes; a text or deck of this size is something else


def read_document(
    path: Path,
    *,
    source: str = "",
    known: Metadata | None = None,
    on_page: Callable[[Page], None] | None = None,
) -> Document | Problem:
    """Read a file.

    Args:
        path: the file.
        source: how messages name it; by default its path as given.
        known: what is known of it beforehand.
        on_page: called with each page as soon as it is read.

    Returns:
        the document, whose `problems` say which pages could not be read, or the Problem because of which there is none.
    """
    source = source or str(path)
    known = known or Metadata()
    try:
        size = path.stat().st_size
        if path.is_dir():
            return Problem(source, None, "file-is-folder", "This is a folder.", "Name the files in it.")
        if size > _LARGEST:
            return Problem(
                source,
                None,
                "file-too-large",
                f"The file has {size:,} bytes.",
                f"Split it: {_LARGEST:,} is the limit.",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        return Problem(source, None, "file-missing", "There is no such file.", "Check the path.")
    except OSError as error:
        return Problem(
            source,
            None,
            "file-unreadable",
            f"The file cannot be read ({error.strerror}).",
            "Check its rights.",
        )
    if not data.strip():
        return Problem(source, None, "file-empty", "The file is empty.", "Get the file again from where it came from.")
    media_type = media_type_of(data, path.suffix)
    if media_type is None:
        return Problem(
            source,
            None,
            "format-unknown",
            f"The ending '{path.suffix}' is none that is read.",
            f"Give a file that ends with one of {', '.join(READABLE)}.",
        )
    return _document(data, source, media_type, known, on_page or (lambda _: None))


def media_type_of(data: bytes, ending: str) -> str | None:
    """Return the media type by the first bytes, else by the file's ending; None if neither is known."""
    start = data[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if re.match(rb"<!doctype html|<html|<\?xml[^>]*\?>\s*(?:<!doctype html|<html)", start, re.IGNORECASE):
        return "text/html"
    return _MEDIA_TYPES.get(ending.lower())


def detect_language(text: str) -> str | None:
    """Return ``ja`` or ``zh`` by the script of a whole document, None if it is neither.

    Any single field may be all Han in both languages; over a document the share of kana decides.
    """
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    if kana + han < _FEWEST_HAN or (kana + han) < 0.05 * len(re.findall(r"\w", text)):
        return None
    return "ja" if kana > _KANA_SHARE * (kana + han) else "zh"


def _document(
    data: bytes, source: str, media_type: str, known: Metadata, on_page: Callable[[Page], None]
) -> Document | Problem:
    pages: list[Page] = []
    problems: list[Problem] = []
    said = Metadata()
    links: tuple[tuple[str, str], ...] = ()
    if media_type == "application/pdf":
        from extract.documents.pdf import read_pdf_pages

        for found in read_pdf_pages(data, source=source):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                pages.append(found)
                on_page(found)
    else:
        read = _read_text(data, source, media_type)
        if isinstance(read, Problem):
            return read
        said, text_pages, links = read
        for page in text_pages:
            pages.append(page)
            on_page(page)
    if not any(page.text.strip() for page in pages):
        return problems[0] if problems else _no_text(source)
    language = known.language or said.language or detect_language("\n".join(page.text for page in pages))
    if language not in {"ja", "zh"}:
        named = f"'{language}'" if language else "neither Japanese nor Chinese"
        return Problem(
            source,
            None,
            "language-unsupported",
            f"The language of the text is {named}.",
            "Say '--language ja' or '--language zh' (in the catalogue: 'language') if it is one of them after all.",
        )
    digest = sha256_bytes(data)
    return Document(
        document_id=f"doc-{digest[:16]}",
        source=source,
        sha256=digest,
        media_type=media_type,
        language=language,
        kind=known.kind or ("report" if media_type == "application/pdf" or len(pages) > 1 else "article"),
        pages=_numbered(pages),
        title=known.title or said.title or _title(pages),
        authors=known.authors or said.authors,
        publisher=known.publisher or said.publisher,
        published=known.published or said.published,
        url=known.url,
        problems=tuple(problems),
        addresses=known.addresses,
        links=tuple((text, urljoin(known.url, address)) for text, address in links),
    )


def _read_text(
    data: bytes, source: str, media_type: str
) -> tuple[Metadata, Iterator[Page], tuple[tuple[str, str], ...]] | Problem:
    if media_type == "text/html":
        from extract.documents.html import read_html

        html = read_html(data)
        if html is None:
            return _no_text(source)
        metadata = Metadata(title=html.title, authors=html.authors, publisher=html.publisher, published=html.published)
        return metadata, iter([html.page]), html.links
    charset = judge_charset(data)
    text = charset.decode(data)
    if charset.damaged:
        return Problem(
            source,
            None,
            "text-damaged",
            f"Character {text.find(chr(0xFFFD)) + 1} cannot be read; the file seems to be in {charset.name}.",
            "Get the file again, or save it as UTF-8.",
        )
    if "\x00" in text:
        return Problem(source, None, "text-binary", "The file holds zero bytes.", "Give a text file.")
    if media_type == "text/markdown":
        from extract.documents.markdown import front_matter, read_markdown_page

        header = front_matter(text)
        metadata = Metadata(title=header.title, authors=header.authors, published=header.published)
        return metadata, iter([read_markdown_page(text)]), ()
    from extract.documents.plain import read_plain_pages

    return Metadata(), read_plain_pages(text), ()


def _numbered(pages: list[Page]) -> tuple[Page, ...]:
    """Return pages so that page n is the nth; one that could not be read is an empty page in its place."""
    by_number = {page.number: page for page in pages}
    return tuple(by_number.get(number) or Page(number, "") for number in range(1, max(by_number) + 1))


def _title(pages: list[Page]) -> str:
    """Return the first title of the document, else its first line of prose."""
    for kind in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH):
        for page in pages:
            for block in page.blocks:
                if block.kind is kind:
                    return clean(page.text, block.lines, page.markup).text[:200]
    return ""


def _no_text(source: str) -> Problem:
    return Problem(source, None, "no-text", "There is no text in the file.", "Give a file with a text layer.")
