"""A new entry of the catalogue: what an address is, by what it answers, and the file with the entry in it and its comments kept."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from extract.errors import Problem, ShuttenError
from extract.sources.answers import error_page, parse_html
from extract.sources.catalogue import CATALOGUE
from extract.sources.feeds import read_json_feed, read_xml_feed
from extract.sources.fetched import Fetched
from extract.sources.items import absolute
from extract.sources.raw_store import write_whole
from extract.sources.register import read_entry, read_sources

_REPOSITORY = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git|/releases(?:\.atom)?)?/?")
_FEEDS = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


def type_of_address(address: str) -> dict[str, str]:
    """Return type and place of a source whose address alone tells them, empty for others; nobody is asked."""
    found = _REPOSITORY.fullmatch(address)
    return {"type": "github_releases", "repository": found[1]} if found else {}


def type_of_answer(fetched: Fetched) -> str | Problem:
    """Return the type of a source by what its address answers, or why it has none that can be guessed.

    Args:
        fetched: the answer.
    """
    feed, _, _ = read_xml_feed("", fetched, "", "")
    if feed:
        return feed[0].found
    entries, _, is_whole = read_json_feed("", fetched, "")
    if entries or is_whole:
        return "json_feed"
    if fetched.text.lstrip()[:1] in {"{", "["}:
        return Problem(
            fetched.address, None, "type-unknown", "It answers with JSON that is no feed.",
            "Write an entry of the type model_listing into the catalogue: it must name the list and its fields.",
        )  # fmt: skip
    if fetched.media_type == "text/html" and (told := error_page(fetched.address, fetched.text)):
        return told
    return "page"


def feeds_named(fetched: Fetched) -> tuple[str, ...]:
    """Return the addresses of feeds that a page of HTML names as its own."""
    tree = parse_html(fetched.text) if fetched.media_type == "text/html" else None
    if tree is None:
        return ()
    links = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' alternate ')]")
    found = (absolute(fetched.final_address, link.get("href") or "") for link in links if link.get("type") in _FEEDS)
    return tuple(dict.fromkeys(each for each in found if each))


def free_id(address: str, taken: Sequence[str]) -> str:
    """Return an id for an address: its host and the last two words of its path, and a number if that is taken."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    words = [word for word in re.split(r"[^A-Za-z0-9_-]+", re.sub(r"\.\w+$", "", parts.path)) if word]
    name = "/".join([host, *words[-2:]])
    number = next(
        number for number in range(1, len(taken) + 2) if (name if number == 1 else f"{name}-{number}") not in taken
    )
    return name if number == 1 else f"{name}-{number}"


def add_entry(folder: Path, entry: Mapping[str, Any]) -> None:
    """Write a new entry to the end of the catalogue; comments and the rest of the file stay as they are.

    Args:
        folder: that of the catalogue.
        entry: its keys and values.

    Raises:
        ShuttenError: if the catalogue or the entry is wrong, the id or the address stands there already, or it cannot be written.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    path = folder / CATALOGUE
    known = read_sources(folder)
    read_entry("the new entry", dict(entry))
    for source in known.sources:
        if source.id == entry["id"]:
            raise ShuttenError(str(path), f"the id {source.id} is taken.", "Give another with '--id'.")
        if getattr(source, "address", None) == entry.get("address", ""):
            state = "" if source.enabled else " Set 'enabled: true' there."
            raise ShuttenError(
                str(path), f"the address stands there already, as {source.id}.", f"It is not added.{state}"
            )
    before = path.read_text(encoding="utf-8")
    language = YAML()
    language.width = 10_000  # lines are never broken
    language.preserve_quotes = True
    language.indent(mapping=2, sequence=4, offset=2)
    loaded = language.load(before)
    new = CommentedMap(entry)
    new.fa.set_flow_style()
    loaded["sources"].append(new)
    stream = io.StringIO()
    language.dump(loaded, stream)
    after, old = yaml.safe_load(stream.getvalue()), yaml.safe_load(before)
    if after != {**old, "sources": [*old["sources"], dict(entry)]}:
        raise ShuttenError(str(path), "cannot be written without changing other entries.", "Add the entry by hand.")
    write_whole(path, stream.getvalue().encode())
