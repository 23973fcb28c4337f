"""HTML pages: trafilatura finds the main text, its tables and the article's own date; the rest is as for Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from extract.documents.document import Page
from extract.documents.markdown import read_markdown_page

_INSERTED = re.compile(
    rb"<r[tp][\s>]|(?:class|id)\s*=\s*[\"']?[^\"'<>]*(?:\bads?\b|adsby|advert|\bpr\b|sponsor)", re.IGNORECASE
)
_MARKED = ("span", "div", "aside", "section", "ins", "p", "a")
_ADVERTS = frozenset(
    {"ad", "ads", "advert", "adverts", "advertisement", "adsbygoogle", "ad-label", "sponsor", "sponsored", "pr"}
)
"""Classes and ids that sites give to adverts, as lists of filters for browsers have them."""
_LONGEST_ADVERT = 500  # characters; a longer part is no advert, whatever its class says


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The main text of a page as a `Page`, what the page says about itself (empty where it does not), and its links."""

    page: Page
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str
    links: tuple[tuple[str, str], ...] = ()


def read_html(data: bytes) -> HtmlPage | None:
    """Extract the article of an HTML page, or None if there is no text in it.

    trafilatura decodes the bytes itself (UTF-8, GB18030, Shift_JIS, EUC-JP). The page's text, in which evidence is
    counted, is the extracted text in Markdown form; it depends on the content and the library's version alone.
    """
    import trafilatura

    source: Any = _without_insertions(data) if _INSERTED.search(data) else data
    text = trafilatura.extract(source, output_format="markdown", include_tables=True, include_comments=False)
    if not (text or "").strip():
        return None
    links = _links(trafilatura.load_html(data), str(text))
    # The extensive search makes a day of any year it meets, such as that of a copyright line.
    metadata = trafilatura.extract_metadata(data, extensive=False)
    return HtmlPage(
        page=read_markdown_page(str(text)),
        title=(metadata and metadata.title) or "",
        authors=tuple(name.strip() for name in ((metadata and metadata.author) or "").split(";") if name.strip()),
        publisher=(metadata and metadata.sitename) or "",
        published=(metadata and metadata.date) or "",
        links=links,
    )


def _without_insertions(data: bytes) -> Any:
    """Return the page as a tree without what stands within its sentences: readings above characters, marked adverts.

    trafilatura keeps the text of both where it finds no article by structure.
    """
    import trafilatura

    tree = trafilatura.load_html(data)
    if tree is None:
        return data
    for element in list(tree.iter("rt", "rp", "rb", "ruby", *_MARKED)):
        if element.tag in {"rb", "ruby"}:
            element.drop_tag()
        elif element.tag in {"rt", "rp"} or _is_advert(element):
            element.drop_tree()  # what follows it stays
    return tree


def _is_advert(element: Any) -> bool:
    named = f"{element.get('class', '')} {element.get('id', '')}".casefold().split()
    return bool(_ADVERTS.intersection(named)) and len(element.text_content()) <= _LONGEST_ADVERT


def _links(tree: Any, text: str) -> tuple[tuple[str, str], ...]:
    """Return the links whose text stands in the main text, as text and address, each once."""
    found = ((" ".join(link.text_content().split()), link.get("href", "").strip()) for link in tree.iter("a"))
    return tuple(dict.fromkeys((said, address) for said, address in found if said and address and said in text))
