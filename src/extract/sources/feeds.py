"""Feeds -> items: RSS 1.0, RSS 2.0 and Atom through feedparser, JSON Feed through a model of it."""

from __future__ import annotations

import io
import re
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.errors import Problem
from extract.sources.fetched import Fetched
from extract.sources.items import Item, absolute, day_of, one_line

Read = tuple[list[Item], list[Problem], bool]
"""Items, Problems, and whether the list could be read to its end."""

_KINDS = (("rss10", "rss1"), ("rss090", "rss1"), ("rss", "rss2"), ("atom", "atom"))


def read_xml_feed(source: str, fetched: Fetched, language: str, expected: str) -> Read:
    """Read a feed in XML.

    Args:
        source: the id of the source.
        fetched: the answer.
        language: what the catalogue says of its documents.
        expected: ``rss1``, ``rss2`` or ``atom``, or empty for any.
    """
    import feedparser

    # The text is handed over as UTF-8 with a header that says so, which holds against any label within it; and as a stream,
    # because feedparser takes bytes for a path or an address if they look like one.
    parsed = feedparser.parse(
        io.BytesIO(fetched.text.encode(errors="replace")),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": fetched.final_address},
    )
    kind = next((ours for theirs, ours in _KINDS if str(parsed.get("version")).startswith(theirs)), "")
    if not kind:
        what = "HTML" if fetched.media_type == "text/html" else f"'{fetched.media_type or 'no type'}'"
        code = "html-for-feed" if fetched.media_type == "text/html" else "feed-unreadable"
        return [], [_problem(source, code, f"{fetched.final_address} is no feed but {what}.")], False
    own = str(parsed.feed.get("language") or "")
    items, lost = [], 0
    for entry in parsed.entries:
        address = absolute(fetched.final_address, _link(entry))
        if not address:
            lost += 1
            continue
        items.append(
            Item(
                source, address, one_line(_plain(entry.get("title", ""))),
                day_of(str(entry.get("published") or entry.get("updated") or "")),
                language or _primary(own), kind,
            )
        )  # fmt: skip
    problems = [_without_address(source, lost)] if lost else []
    if expected and kind != expected:
        problems.append(_problem(source, "feed-kind", f"The feed is {kind}, the catalogue says {expected}."))
    whole = not (parsed.bozo and _is_broken(parsed.get("bozo_exception")))
    if not whole:
        message = f"The feed breaks off or is not XML ({parsed.bozo_exception}); {len(items)} items were read."
        problems.append(_problem(source, "feed-broken", message))
    return items, problems, whole


class _JsonItem(BaseModel):
    model_config = ConfigDict(extra="ignore")
    url: str = ""
    external_url: str = ""
    title: str = ""
    date_published: str = ""
    date_modified: str = ""
    language: str = ""


class _JsonFeed(BaseModel):
    """What is read of a JSON Feed (jsonfeed.org/version/1.1)."""

    model_config = ConfigDict(extra="ignore")
    version: str = Field(pattern=r"^https?://(?:www\.)?jsonfeed\.org/version/1")
    language: str = ""
    items: list[Any]


def read_json_feed(source: str, fetched: Fetched, language: str) -> Read:
    """Read a JSON Feed; an entry that is wrong is a Problem and leaves the others be."""
    try:
        feed = _JsonFeed.model_validate_json(fetched.text)
    except ValidationError as error:
        what = "HTML" if fetched.media_type == "text/html" else f"no JSON Feed ({error.errors()[0]['msg']})"
        code = "html-for-feed" if fetched.media_type == "text/html" else "feed-unreadable"
        return [], [_problem(source, code, f"{fetched.final_address} is {what}.")], False
    items, lost = [], 0
    for each in feed.items:
        try:
            entry = _JsonItem.model_validate(each)
        except ValidationError:
            lost += 1
            continue
        address = absolute(fetched.final_address, entry.url or entry.external_url)
        if not address:
            lost += 1
            continue
        said = _primary(entry.language or feed.language)
        items.append(
            Item(
                source, address, one_line(entry.title), day_of(entry.date_published or entry.date_modified),
                language or said, "json_feed",
            )
        )  # fmt: skip
    return items, [_without_address(source, lost)] if lost else [], True


def _link(entry: Any) -> str:
    return str(entry.get("link") or "") or (str(entry.get("id") or "") if entry.get("guidislink") else "")


def _plain(title: str) -> str:
    """Return a title without markup, which Atom and careless RSS allow."""
    return re.sub(r"<[^<>]{0,500}>", "", title)


def _primary(language: str) -> str:
    """Return the first part of a language tag if it is one that can be asked for."""
    primary = re.split(r"[-_]", language.strip().lower())[0]
    return primary if primary in {"ja", "zh", "en"} else ""


def _is_broken(error: Exception | None) -> bool:
    import feedparser

    # What feedparser only remarks on (a label, a media type) is none of the text's fault.
    return not isinstance(error, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType)


def _without_address(source: str, count: int) -> Problem:
    return _problem(
        source, "items-without-address", f"{count} items have no address that can be read and were left out."
    )


def _problem(source: str, code: str, message: str) -> Problem:
    remedies = {
        "feed-kind": "Mend 'type' in the catalogue.",
        "items-without-address": "Nothing can be done if the site does not mend them.",
        "feed-broken": "Look again later; items at its end may be missing.",
    }
    return Problem(
        source, None, code, message, remedies.get(code, "Open the address in a browser and mend the catalogue.")
    )
