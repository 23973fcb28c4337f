"""What an answer is by its own bytes: HTML where a feed was asked for, an error page with a good status."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from extract.errors import Problem

_BEGINS_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_LARGEST = 200_000  # characters of a page that are looked at
_SHORT = 400  # characters of text; the error pages of common servers have less, an article has more


def is_html(body: bytes) -> bool:
    """Return whether `body` begins as a page of HTML does."""
    return bool(_BEGINS_HTML.match(body[:4096]))


def media_type_of_answer(body: bytes, content_type: str) -> str:
    """Return the media type by the first bytes, else what the header says, in lower case and without parameters."""
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    if is_html(body):
        return "text/html"
    return content_type.partition(";")[0].strip().lower()


def error_page(source: str, html: str) -> Problem | None:
    """Return the Problem if a page is a notice of an error and no document.

    Args:
        source: how messages name it.
        html: the page.
    """
    tree = parse_html(html[:_LARGEST])
    if tree is None:
        return None
    title = _plain(tree.xpath("string(//title)"))
    text = _plain(" ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")))
    said = _words("title").search(title)
    if not said and len(text) <= _SHORT:
        said = _words("short").search(f"{title} {text}")
    if not said:
        return None
    return Problem(
        source, None, "error-page",
        f"The server calls the page good, but it is a notice of an error ('{title or text[:60]}').",
        "Open the address in a browser and mend it in the catalogue, or try again later.", said[0],
    )  # fmt: skip


def parse_html(html: str) -> Any | None:
    """Return the root of a page's tree (lxml), None if there is nothing in it."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@cache
def _words(part: str) -> re.Pattern[str]:
    loaded = yaml.safe_load(Path(__file__).with_name("error_pages.yaml").read_text(encoding="utf-8"))
    return re.compile("|".join(each for words in loaded[part].values() for each in words), re.IGNORECASE)
