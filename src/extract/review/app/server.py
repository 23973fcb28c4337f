"""The review page as an ASGI application, and its server on loopback."""

from __future__ import annotations

import mimetypes
import socket
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from extract.errors import ShuttenError
from extract.review.app.pages import Pages
from extract.review.app.pictures import Pictures
from extract.review.app.posts import Posts
from extract.review.app.security import Guard, loopback_host, shown_host
from extract.review.app.visit import Visits
from extract.review.app.workspace import Workspace

_LARGEST_FORM = 1 << 20  # bytes
_POSTS = {
    "/changes/{change}/verdict": "decide",
    "/group": "decide_group",
    "/links/{link}": "decide_link",
    "/undo": "undo_last",
    "/publish": "publish",
    "/settings": "settings",
}
_PAGES = {
    "/": "home",
    "/changes": "list_changes",
    "/changes/{change}": "show_change",
    "/group": "show_group",
    "/links": "list_links",
    "/publish": "show_publish",
    "/help": "show_help",
    "/pictures/{document}/{page:int}.png": "picture",
}


def make_app(workspace: Workspace, pictures: Path, host: str, port: int, reviewer: str) -> Guard:
    """Return the page as an application.

    Args:
        workspace: what is under review.
        pictures: where pictures of pages are kept.
        host: the address on which it is served.
        port: the port.
        reviewer: the name under which verdicts are written until somebody gives another; may be empty.
    """
    visits = Visits(port, reviewer)
    pages = Pages(workspace, visits, Pictures(workspace.rules.kept_documents, workspace.rules.own_files, pictures))
    posts = Posts(workspace, visits, pages)
    routes = [Route(path, getattr(pages, name), methods=["GET"]) for path, name in _PAGES.items()]
    routes += [
        Route(path, _posted(posts.guarded(getattr(posts, name))), methods=["POST"]) for path, name in _POSTS.items()
    ]
    routes.append(Route("/static/{name}", _static(), methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={ShuttenError: _stopped}, max_body_size=_LARGEST_FORM)
    names = {shown_host(host), "localhost"}
    return Guard(app, {f"{name}:{port}" for name in names})


def serve(make: Callable[[int], Guard], host: str, port: int, on_start: Callable[[str], None]) -> None:
    """Serve the page until it is stopped with Ctrl-C.

    Args:
        make: makes the application for the port that was taken.
        host: an address of this machine alone.
        port: 0 takes one that is free.
        on_start: called with the page's address once it answers.

    Raises:
        ShuttenError: if the address is not the machine's own, or the port is taken.
    """
    address = loopback_host(host)
    # Without the protocol's number asyncio does not turn Nagle's algorithm off, and each page takes 40 ms longer.
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    with listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((address, port))
        except OSError as error:
            raise ShuttenError(
                f"{shown_host(address)}:{port}",
                f"cannot be listened on ({error.strerror}).",
                "Name another port with '--port'.",
            ) from error
        listening.listen()
        taken = int(listening.getsockname()[1])
        config = uvicorn.Config(
            make(taken), log_level="warning", server_header=False, proxy_headers=False, lifespan="off", ws="none"
        )
        on_start(f"http://{shown_host(address)}:{taken}/")
        uvicorn.Server(config).run(sockets=[listening])


def _posted(post: Callable[[Request, FormData], Response]) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=50) as form:
            return await run_in_threadpool(post, request, form)

    return answer


def _static() -> Callable[[Request], Response]:
    """Return what answers with our own files, all read beforehand: a name in a request is looked up, never opened."""
    folder = files(__package__).joinpath("static")
    held = {each.name: each.read_bytes() for each in folder.iterdir() if each.name.endswith((".css", ".js", ".svg"))}
    tags = {name: f'"{sha256(content).hexdigest()[:16]}"' for name, content in held.items()}

    def answer(request: Request) -> Response:
        name = str(request.path_params["name"])
        if name not in held:
            return PlainTextResponse("There is no such file.\n", 404)
        headers = {"etag": tags[name], "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == tags[name]:
            return Response(status_code=304, headers=headers)
        return Response(held[name], media_type=mimetypes.guess_type(name)[0], headers=headers)

    return answer


def _stopped(_: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 500)
