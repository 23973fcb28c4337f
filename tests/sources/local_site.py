"""A web site on this machine for tests: a real server on loopback that serves pages, changes, fails and lies as it is told."""

from __future__ import annotations

import gzip
import hashlib
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from extract.sources.fetch import Fetcher
from extract.sources.source import Fetching


@dataclass(frozen=True)
class Page:
    """What the site answers for a path.

    Attributes:
        validates: send an ETag and answer a request that names it with 304.
        always_304: answer any conditional request with 304, whatever has changed.
        claimed_length: a Content-Length that is not true.
        cut: send so many bytes of the body and hang up.
        chunked: send in chunks; with `cut` without the last one.
        endless: send bytes until the other side hangs up.
        silent: send nothing until the site closes.
        hang_up: close the connection without a word.
        raw: send this instead of HTTP.
    """

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    validates: bool = True
    always_304: bool = False
    packed: bool = False
    claimed_length: int | None = None
    cut: int | None = None
    chunked: bool = False
    endless: bool = False
    silent: bool = False
    hang_up: bool = False
    raw: bytes = b""


@dataclass(frozen=True)
class Request:
    """What somebody asked for, and the status of the answer."""

    path: str
    host: str
    headers: dict[str, str]
    status: int


Answers = Page | list[Page] | Callable[[dict[str, str]], Page]


@dataclass
class Site:
    """A running server.

    Attributes:
        pages: what is answered by path; of a list one after the other, the last for ever.
        log: what was asked for, in order.
        connections: how many were opened.
        posted: what was sent, in order.
    """

    pages: dict[str, Answers] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    connections: int = 0
    posted: list[bytes] = field(default_factory=list)
    scheme: str = "http"
    closing: threading.Event = field(default_factory=threading.Event)

    def start(self, trust: ssl.SSLContext | None = None) -> None:
        self._server = _Server(self)
        if trust:
            self._server.socket = trust.wrap_socket(self._server.socket, server_side=True)
            self.scheme = "https"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def address(self, path: str = "/", host: str = "site.test") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[int]:
        """Return the statuses with which requests for a path were answered."""
        return [request.status for request in self.log if request.path == path]

    def answer(self, path: str, headers: dict[str, str]) -> Page:
        found = self.pages.get(path, Page(b"<title>Not here</title>", 404))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found(headers) if callable(found) else found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, site: Site) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request, client_address):
        """A client that hangs up is no fault of the site."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def setup(self):
        self.server.site.connections += 1
        super().setup()

    def log_message(self, *_):
        pass

    def do_POST(self):
        self.server.site.posted.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.do_GET()

    def do_GET(self):
        site = self.server.site
        given = {name.lower(): value for name, value in self.headers.items()}
        page = site.answer(self.path, given)
        tag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
        held = given.get("if-none-match", "")
        if page.validates and page.status == 200 and (held == tag or (page.always_304 and held)):
            page = replace(page, status=304, body=b"")
            tag = held
        site.log.append(Request(self.path, given.get("host", ""), given, page.status))
        if page.hang_up:
            self.close_connection = True
            return
        if page.silent:
            site.closing.wait(10)
            self.close_connection = True
            return
        if page.raw:
            self.wfile.write(page.raw)
            self.close_connection = True
            return
        self._send(page, tag)

    def _send(self, page: Page, tag: str):
        body = gzip.compress(page.body, mtime=0) if page.packed and page.body else page.body
        self.send_response(page.status)
        if page.type:
            self.send_header("Content-Type", page.type)
        if page.validates:
            self.send_header("ETag", tag)
        if page.packed and page.body:
            self.send_header("Content-Encoding", "gzip")
        for name, value in page.headers:
            self.send_header(name, value)
        if page.chunked or page.endless:
            self.send_header("Transfer-Encoding", "chunked")
        elif page.status != 304:
            self.send_header("Content-Length", str(len(body) if page.claimed_length is None else page.claimed_length))
        self.end_headers()
        if page.endless:
            while not self.server.site.closing.is_set():
                self.wfile.write(b"1000\r\n" + b"x" * 0x1000 + b"\r\n")
        if page.chunked:
            part = body[: page.cut]
            self.wfile.write(
                f"{len(part):x}\r\n".encode() + part + b"\r\n" + (b"0\r\n\r\n" if page.cut is None else b"")
            )
        else:
            self.wfile.write(body[: page.cut])
        if page.cut is not None or page.claimed_length is not None:
            self.close_connection = True


class Clock:
    """Time that passes only when somebody waits, or by `step` whenever it is looked at."""

    def __init__(self, step: float = 0.0) -> None:
        self.time = 1000.0
        self.step = step
        self.waits: list[float] = []

    def __call__(self) -> float:
        self.time += self.step
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


LOOPBACK = ("127.0.0.0/8",)


def fetcher(folder, clock=None, **given) -> Fetcher:
    """Return a fetcher that may reach loopback, for which every name is this machine, and that does not really wait."""
    clock = clock or Clock()
    options = {key: given.pop(key) for key in ("offline", "fresh", "trust", "resolve", "now") if key in given}
    settings = Fetching(**{"allow": LOOPBACK, "delay": 0, **given})
    options.setdefault("resolve", lambda host, port: ["127.0.0.1"])
    return Fetcher(folder, settings, clock=clock, sleep=clock.sleep, **options)
