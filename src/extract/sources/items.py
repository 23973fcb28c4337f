"""What a look at a source found."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from extract.errors import Problem
from extract.sources.source import is_date

_NUMBERS = re.compile(r"(?<!\d)(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a source names: a document to fetch, or a file.

    Attributes:
        source: the id of the source.
        address: of http or https; of a file, its path as the catalogue has it.
        title: as the source has it, in one line; empty if it has none.
        published: EDTF, the day as the source writes it, in its own time zone; empty if it names none.
        language: as the item or its source says; empty if neither does.
        found: how it was found: ``file``, ``folder``, ``page``, ``rss1``, ``rss2``, ``atom``, ``json_feed``,
            ``model_listing``, ``html_index``.
    """

    source: str
    address: str
    title: str = ""
    published: str = ""
    language: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A look at a source.

    Attributes:
        source: its id.
        looked: whether what it lists could be read to the end; if so and `items` is empty, there is nothing. If not, nothing
            is known of what it does not list, and an item that is missing may still be there.
        items: in the order in which the source has them, each address once.
        problems: why it could not be read, or what is less than was expected.
        notices: faults that were mended on the way.
        sha256: of the bytes that were read, empty for files.
        not_modified: whether it is what it was at the last look.
    """

    source: str
    looked: bool
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    sha256: str = ""
    not_modified: bool = False


def absolute(base: str, link: str) -> str:
    """Return the address of a link on the page `base`, empty if there is none or it leads to nothing on the web."""
    if not link.strip():
        return ""
    try:
        address = urldefrag(urljoin(base, link.strip())).url
        parts = urlsplit(address)
        ok = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None and parts.port != 0
        return address if ok else ""
    except ValueError:
        return ""


def one_line(text: str) -> str:
    """Return `text` without line ends and runs of white space."""
    return " ".join(text.split())


def day_of(text: str) -> str:
    """Return the day that a machine's date names, as EDTF in the time zone in which it is written; empty if it names none.

    ISO 8601, the dates of e-mail (RSS 2.0), and year, month and day in figures with anything between them.
    """
    text = text.strip().translate(_WIDE_DIGITS)
    if is_date(text):
        return text
    try:
        return dt.datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        pass
    found = _NUMBERS.search(text)
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
    return day if is_date(day) else ""


def once_each(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return each address once, where it came first; of items with one address the first with a title (a picture has none)."""
    found: dict[str, Item] = {}
    for item in items:
        if item.address not in found or (item.title and not found[item.address].title):
            found[item.address] = item
    return tuple(found.values())
