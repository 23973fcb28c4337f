"""What stands between the page and everything else that a browser, or the machine's network, may send it.

The server listens on loopback alone, but any web site that is open in the same browser can send requests there. So it answers
only requests that name it by a loopback name (a foreign name that was made to point here is refused), and takes posts only from
its own pages: the browser's word on where a post comes from must be right, and a token that only our own forms have must be there.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Iterable
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.errors import ShuttenError

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
"""With every answer: no script, style, picture or frame but our own, and none of ours within another's page."""

_SAFE = frozenset({"GET", "HEAD"})
_SESSION_BYTES = 16


def loopback_host(host: str) -> str:
    """Return an address to listen on.

    Raises:
        ShuttenError: if it is not the machine's own: a page on which anybody can publish must not be on a network.
    """
    try:
        is_own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_own = False
    if not is_own:
        raise ShuttenError(
            f"--host {host}",
            "is not this machine alone.",
            "Use 127.0.0.1 or ::1; to reach the page from elsewhere, forward its port with 'ssh -L'.",
        )
    return "127.0.0.1" if host == "localhost" else host


def shown_host(host: str) -> str:
    """Return an address as it stands in a URL."""
    return f"[{host}]" if ":" in host else host


class Guard:
    """Refuses what does not come from the page itself, and gives every answer the headers above.

    Args:
        app: what answers the rest.
        hosts: the names, with port, by which the page may be called.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        refused = self._fault(scope["method"], Headers(scope=scope))
        answer = PlainTextResponse(f"{refused}\n", 403) if refused else self._app
        await answer(scope, receive, send_guarded)

    def _fault(self, method: str, headers: Headers) -> str:
        """Return why a request is refused, empty if it is not."""
        host = headers.get("host", "")
        if host not in self._hosts:
            return (
                "This page is called by another name than its own. Open the address that 'shutten review' has printed."
            )
        if method in _SAFE:
            return ""
        # Browsers send both with every post; a post without either comes from no form of ours.
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is None and site is None:
            return "The request does not say where it comes from."
        if origin not in (None, f"http://{host}") or site not in (None, "same-origin"):
            return "The request comes from another site."
        return ""


class Tokens:
    """Makes the names of sessions, and for each a token that its forms carry; both are worthless after a restart."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def session(self, cookie: str) -> str | None:
        """Return the session that a cookie names, None if we did not make it."""
        name, _, proof = cookie.partition(".")
        return name if name and hmac.compare_digest(proof.encode(), self._proof("session", name).encode()) else None

    def new_session(self) -> tuple[str, str]:
        """Return a new session and the cookie that names it."""
        name = secrets.token_hex(_SESSION_BYTES)
        return name, f"{name}.{self._proof('session', name)}"

    def form_token(self, session: str) -> str:
        """Return what forms of a session carry."""
        return self._proof("form", session)

    def is_ours(self, session: str, token: str) -> bool:
        """Return whether a form carries the token of its session."""
        return hmac.compare_digest(token.encode(), self.form_token(session).encode())

    def _proof(self, use: str, name: str) -> str:
        return hmac.new(self._key, f"{use}:{name}".encode(), sha256).hexdigest()
