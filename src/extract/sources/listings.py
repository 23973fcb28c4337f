"""Lists that are no feeds -> items: an API that lists models, a page of links."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import jmespath
from jmespath.exceptions import JMESPathError

from extract.errors import Problem
from extract.sources.answers import parse_html
from extract.sources.feeds import Read
from extract.sources.fetched import Fetched
from extract.sources.items import Item, absolute, day_of, one_line
from extract.sources.source import IndexSource, ListingSource


def read_listing(source: ListingSource, fetched: Fetched) -> Read:
    """Read an API's list of models."""
    try:
        given = json.loads(fetched.text)
    except (ValueError, RecursionError) as error:
        what = "HTML" if fetched.media_type == "text/html" else f"no JSON ({error})"
        return [], [_problem(source.id, "listing-unreadable", f"{fetched.final_address} is {what}.")], False
    entries = _search(source.list, given)
    if not isinstance(entries, list):
        said = json.dumps(given, ensure_ascii=False)[:80]
        message = f"There is no list at '{source.list}' in the answer, which begins {said}."
        return [], [_problem(source.id, "listing-without-list", message)], False
    items, lost = [], 0
    for entry in entries:
        title = _text(source.fields.title, entry)
        link = _text(source.fields.address, entry)
        if not link and source.link and title:
            link = source.link.replace("{title}", quote(title, safe="/"))
        address = absolute(fetched.final_address, link)
        if not title or not address:
            lost += 1
            continue
        day = day_of(_text(source.fields.published, entry))
        items.append(Item(source.id, address, one_line(title), day, source.language, source.type))
    problems = []
    if lost:
        message = f"{lost} of {len(entries)} entries have no title or no address and were left out."
        problems.append(_problem(source.id, "entries-incomplete", message))
    return items, problems, True


def read_index(source: IndexSource, fetched: Fetched) -> Read:
    """Read the links that a selector finds on a page."""
    tree = parse_html(fetched.text)
    if tree is None or fetched.media_type != "text/html":
        return [], [_problem(source.id, "index-unreadable", f"{fetched.final_address} is no HTML.")], False
    base = absolute(fetched.final_address, next(iter(tree.xpath("//base/@href")), "")) or fetched.final_address
    items = []
    for found in tree.cssselect(source.links):
        link: Any = found if found.tag == "a" else next(iter(found.cssselect("a[href]")), None)
        address = absolute(base, link.get("href") or "") if link is not None else ""
        if not address or address == fetched.final_address:
            continue
        title = one_line(link.text_content()) or one_line(link.get("title") or "")
        items.append(Item(source.id, address, title, _date(source.date, found), source.language, source.type))
    return items, [], True


def check_selectors(source: IndexSource | ListingSource) -> str:
    """Return what is wrong with the expressions of a source, empty if nothing is."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        if isinstance(source, IndexSource):
            for selector in filter(None, (source.links, source.date)):
                HTMLTranslator().css_to_xpath(selector)
        else:
            for expression in filter(None, (source.list, *source.fields.model_dump().values())):
                jmespath.compile(expression)
    except (SelectorError, JMESPathError) as error:
        return str(error)
    return ""


def _date(selector: str, found: Any) -> str:
    if not selector:
        return ""
    place = next(iter(found.cssselect(selector)), None)
    return day_of(place.get("datetime") or place.text_content()) if place is not None else ""


def _search(expression: str, given: Any) -> Any:
    try:
        return jmespath.search(expression, given)
    except JMESPathError:  # a function that does not fit what it is given
        return None


def _text(expression: str, entry: Any) -> str:
    value = _search(expression, entry) if expression else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _problem(source: str, code: str, message: str) -> Problem:
    return Problem(source, None, code, message, "Open the address in a browser and mend the catalogue.")
