"""What an entry of the catalogue may be: one model for each kind of source, told apart by ``type``."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    Tag,
    WithJsonSchema,
)

Language = Literal["", "ja", "zh", "en"]
DocumentKind = Literal["", "report", "article", "announcement"]


def _web_address(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError("no web address") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise ValueError("no web address: it must begin with http:// or https:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise ValueError("a name or password stands in the address; the catalogue is no place for it")
    return text


def _date(text: str) -> str:
    if text and not is_date(text):
        raise ValueError("no date: write it like 2023, 2023-03 or 2023-03-16")
    return text


def _network(text: str) -> str:
    ipaddress.ip_network(text)
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
Edtf = Annotated[
    str,
    BeforeValidator(lambda value: str(value) if isinstance(value, int | dt.date) else value),
    AfterValidator(_date),
    WithJsonSchema({"type": ["string", "integer"], "description": "2023, 2023-03 or 2023-03-16"}),
]
Names = Annotated[
    tuple[str, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    WithJsonSchema({"type": ["string", "array"], "items": {"type": "string"}}),
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExpectedPages(_Strict):
    """The fewest pages that a document should have."""

    pages: int = Field(default=0, ge=0, strict=True)


class ExpectedItems(_Strict):
    """The fewest items that a look should find."""

    items: int = Field(default=0, ge=0, strict=True)


class Politeness(_Strict):
    """How a source is asked; what is left out is as under ``fetching``.

    Attributes:
        delay: seconds between two requests to its host; a longer one in its robots.txt holds.
        seconds: the longest that one request may take.
        largest: the largest answer, in bytes after decompression.
    """

    delay: float | None = Field(default=None, ge=0, le=3600)
    seconds: float | None = Field(default=None, gt=0, le=3600)
    largest: int | None = Field(default=None, gt=0)


class Fetching(_Strict):
    """How everything is fetched; the part ``fetching`` of the catalogue.

    Attributes:
        contact: an address of a page or a mailbox that the user agent names, so that a site can reach who asks.
        delay: seconds between two requests to one host.
        connect_seconds: the longest that a connection may take to open.
        read_seconds: the longest silence of a server.
        seconds: the longest that a request may take in all.
        largest: the largest answer, in bytes after decompression.
        redirects: how many in a row are followed.
        attempts: how often a request is tried when a server fails for the moment.
        longest_wait: seconds; a server that asks for more (Retry-After, Crawl-delay) is not waited for.
        allow: networks that may be reached although they are private, such as ``127.0.0.0/8``.
    """

    contact: str = Field(default="", pattern=r"^[!-~]*$")
    delay: float = Field(default=2.0, ge=0, le=3600)
    connect_seconds: float = Field(default=10.0, gt=0)
    read_seconds: float = Field(default=30.0, gt=0)
    seconds: float = Field(default=120.0, gt=0)
    largest: int = Field(default=20_000_000, gt=0)
    redirects: int = Field(default=5, ge=0, le=20)
    attempts: int = Field(default=3, ge=1, le=10)
    longest_wait: float = Field(default=60.0, ge=0)
    allow: tuple[Annotated[str, AfterValidator(_network)], ...] = ()


class _Entry(_Strict):
    """What every source says.

    Attributes:
        id: how messages name it; unique.
        enabled: whether it is read; of the works that are only cited, none is.
        schedule: the group of sources that are looked at together.
        language: the language of its documents; empty to have it detected.
    """

    id: str = Field(min_length=1)
    enabled: StrictBool = True
    schedule: str = Field(default="daily", pattern=r"^[a-z][a-z0-9-]*$")


class _Known(_Entry):
    """What is known of one document beforehand."""

    kind: DocumentKind = ""
    title: str = ""
    authors: Names = ()
    publisher: str = ""
    published: Edtf = ""
    url: str = ""


class FileSource(_Known):
    """A file, relative to the folder of the catalogue."""

    type: Literal["file"] = "file"
    file: str = Field(min_length=1)
    language: Literal["", "ja", "zh"] = ""
    expect: ExpectedPages = ExpectedPages()


class FolderSource(_Entry):
    """The files of a folder that fit a pattern."""

    type: Literal["folder"] = "folder"
    folder: str = Field(min_length=1)
    pattern: str = "**/*"
    language: Literal["", "ja", "zh"] = ""
    kind: DocumentKind = ""
    expect: ExpectedItems = ExpectedItems()


class WorkSource(_Known):
    """A work that is known and not fetched: the report itself, and what it cites.

    Attributes:
        held: whether a copy is at hand.
        copy_at: where a copy would lie, relative to the folder of the catalogue; if it is there, it is held and read.
    """

    type: Literal["work"]
    language: Language = ""
    title: str = Field(min_length=1)
    held: StrictBool = False
    copy_at: str = ""


class _Web(_Entry):
    address: WebAddress
    language: Language = ""
    expect: ExpectedItems = ExpectedItems()
    politeness: Politeness = Politeness()


class PageSource(_Web):
    """One web address that is a document itself: HTML, PDF, Markdown or text."""

    type: Literal["page"]
    title: str = ""
    authors: Names = ()
    publisher: str = ""
    published: Edtf = ""
    kind: DocumentKind = ""


class FeedSource(_Web):
    """A feed in XML; each of the three is read in place of the other, and that is told."""

    type: Literal["rss1", "rss2", "atom"]


class JsonFeedSource(_Web):
    """A JSON Feed, version 1 or 1.1 (jsonfeed.org)."""

    type: Literal["json_feed"]


class ReleasesSource(_Entry):
    """The releases of a GitHub repository, as the Atom feed that GitHub gives without a key."""

    type: Literal["github_releases"]
    repository: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    server: WebAddress = "https://github.com"
    language: Language = ""
    expect: ExpectedItems = ExpectedItems()
    politeness: Politeness = Politeness()

    @property
    def address(self) -> str:
        """The address of the feed."""
        return f"{self.server.rstrip('/')}/{self.repository}/releases.atom"


class ListingFields(_Strict):
    """Where an entry of a listing has what an item needs; JMESPath expressions."""

    title: str = Field(min_length=1)
    published: str = ""
    address: str = ""


class ListingSource(_Web):
    """A JSON API that lists models.

    Attributes:
        list: JMESPath expression for the list in the answer; ``@`` if the answer is the list.
        fields: where an entry has its title, day and address.
        link: the address of an entry, with ``{title}`` in it, where the entry has none of its own.
    """

    type: Literal["model_listing"]
    list: str = Field(default="@", min_length=1)
    fields: ListingFields
    link: str = ""


class IndexSource(_Web):
    """A page that links to documents.

    Attributes:
        links: CSS selector of the links, or of what holds one link each.
        date: CSS selector of the day within what `links` selects; its ``datetime`` or its text is read.
    """

    type: Literal["html_index"]
    links: str = Field(min_length=1)
    date: str = ""


def _type_of(value: Any) -> str:
    """Return the type of an entry; one with a file or a folder need not name it."""
    if isinstance(value, dict):
        return str(value.get("type") or ("folder" if "folder" in value else "file"))
    return str(getattr(value, "type", ""))


Source = Annotated[
    Annotated[FileSource, Tag("file")]
    | Annotated[FolderSource, Tag("folder")]
    | Annotated[WorkSource, Tag("work")]
    | Annotated[PageSource, Tag("page")]
    | Annotated[FeedSource, Tag("rss1")]
    | Annotated[FeedSource, Tag("rss2")]
    | Annotated[FeedSource, Tag("atom")]
    | Annotated[JsonFeedSource, Tag("json_feed")]
    | Annotated[ReleasesSource, Tag("github_releases")]
    | Annotated[ListingSource, Tag("model_listing")]
    | Annotated[IndexSource, Tag("html_index")],
    Discriminator(_type_of),
]
WebSource = PageSource | FeedSource | JsonFeedSource | ReleasesSource | ListingSource | IndexSource


def is_date(text: str) -> bool:
    """Return whether `text` is a year, month or day of the calendar, written as EDTF."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return False
    try:
        dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
