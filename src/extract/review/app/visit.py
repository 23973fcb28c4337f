"""One request and what is known of who sends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from extract.review.app.filters import Filter
from extract.review.app.security import Tokens
from extract.review.app.sessions import Session, Sessions
from extract.review.app.translations import LANGUAGES, Words, preferred, words

SESSION, LANGUAGE, REVIEWER = "session", "language", "reviewer"
_YEAR = 365 * 24 * 3600
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Visit:
    """A request with its session.

    Attributes:
        cookie: that of a new session, to be set; empty for a known one.
        reviewer: the name under which verdicts are written.
        filter: what the address chooses.
    """

    request: Request
    session_name: str
    session: Session
    cookie: str
    words: Words
    reviewer: str
    filter: Filter

    @property
    def back(self) -> str:
        """The address of the page that is shown, for forms that lead back to it."""
        path, query = self.request.url.path.removesuffix("/verdict"), self.request.url.query
        return f"{path}?{query}" if query else path


class Visits:
    """Tells who sends a request.

    Args:
        port: of the server: browsers do not tell cookies of one host apart by port, so their names do.
        reviewer: the name to begin with.
    """

    def __init__(self, port: int, reviewer: str) -> None:
        self.tokens = Tokens()
        self._sessions = Sessions()
        self._port = port
        self._reviewer = reviewer

    def visit(self, request: Request) -> Visit:
        """Return a request with its session, a new one if it names none."""
        name, cookie = self.tokens.session(request.cookies.get(self._cookie(SESSION), "")), ""
        if name is None:
            name, cookie = self.tokens.new_session()
        language = request.cookies.get(self._cookie(LANGUAGE), "")
        if language not in LANGUAGES:
            language = preferred(request.headers.get("accept-language", ""))
        reviewer = reviewer_name(unquote(request.cookies.get(self._cookie(REVIEWER), ""))) or self._reviewer
        return Visit(
            request,
            name,
            self._sessions.of(name),
            cookie,
            words(language),
            reviewer,
            Filter.of(request.query_params.multi_items()),
        )

    def keep(self, response: Response, values: Mapping[str, str]) -> None:
        """Let the browser remember the session, the language or the reviewer."""
        for name, value in values.items():
            # Lax: a link from elsewhere to a page of ours must not begin a new session; posts are guarded by more than cookies.
            response.set_cookie(
                self._cookie(name),
                quote(value),
                max_age=None if name == SESSION else _YEAR,
                httponly=True,
                samesite="lax",
            )

    def _cookie(self, name: str) -> str:
        return f"shutten-{self._port}-{name}"


def reviewer_name(given: str) -> str:
    """Return a name as it is written into verdicts: one line, without what cannot be seen, of at most 80 characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in given).split())[:_LONGEST_NAME]


def own_address(given: str) -> str:
    """Return an address if it is one of this page's, else that of the list: nobody is led elsewhere."""
    is_own = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return given if is_own else "/changes"
