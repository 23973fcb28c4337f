"""Reviewers who use the page as a browser does: they send the forms that it shows."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx

PORT = 8756
ORIGIN = f"http://127.0.0.1:{PORT}"
OWN = {"origin": ORIGIN, "sec-fetch-site": "same-origin"}
"""What a browser sends with a form of the page itself."""


class _Forms(HTMLParser):
    """Collects the fields of each form by its address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] = {}
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._fields = self.forms.setdefault(given.get("action") or "", {})
        elif tag == "input" and given.get("type") not in ("checkbox", "search") and given.get("name"):
            self._fields[str(given["name"])] = given.get("value") or ""
        elif tag == "textarea":
            self._text = given.get("name")

    def handle_data(self, data: str) -> None:
        if self._text:
            self._fields[self._text] = data

    def handle_endtag(self, tag: str) -> None:
        self._text = None if tag == "textarea" else self._text


class Reviewer:
    """Somebody with a browser of their own."""

    def __init__(self, app: Any, language: str = "en") -> None:
        transport = httpx.ASGITransport(app=app)
        self._client = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"accept-language": language})

    def ask(self, method: str, address: str, **given: Any) -> httpx.Response:
        """Return an answer; nothing is followed and nothing is checked."""
        return asyncio.run(self._client.request(method, address, **given))

    def see(self, address: str, status: int = 200) -> str:
        """Return a page."""
        answer = self.ask("GET", address)
        assert answer.status_code == status, answer.text[:500]
        return answer.text

    def send(self, page: str, address: str, status: int = 303, **values: str) -> httpx.Response:
        """Send a form of a page with what is typed into it."""
        fields = {**forms(page)[address], **values}
        answer = self.ask("POST", address, data=fields, headers=OWN)
        assert answer.status_code == status, answer.text[:500]
        return answer

    def decide(self, change: str, verdict: str, status: int = 303, query: str = "", **values: str) -> httpx.Response:
        """Open a change and give a verdict."""
        page = self.see(f"/changes/{change}{query}")
        return self.send(page, f"/changes/{change}/verdict{query}", status, verdict=verdict, **values)


def forms(page: str) -> dict[str, dict[str, str]]:
    """Return the fields of each form of a page by its address."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


def listed(page: str) -> list[str]:
    """Return the labels of a list of changes."""
    return [unescape(label) for label in re.findall(r'<a class="row"[^>]*>(.*?)</a>', page)]
