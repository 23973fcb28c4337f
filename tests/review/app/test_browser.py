"""A real browser walks through a review of a real project that the real command serves."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from review_project import HOSTILE, OFFICES, PRINTED_STAFF, STAFF

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium is installed on this machine"
    ),
]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP foreign.example 127.0.0.1",
]  # fmt: skip
FIGURES = "/changes?status=pending&dataset=figures"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Yield where the command serves the project; Ctrl-C ends it well."""
    command = [
        sys.executable,
        "-m",
        "extract.cli",
        "review",
        "--project",
        str(project),
        "--port",
        "0",
        "--no-browser",
        "--reviewer",
        "mk",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline() if server.stdout else ""
        found = re.search(r"^8 pending; the review page is at (http://127\.0\.0\.1:\d+)/", line)
        assert found, line
        yield found[1]
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0


@pytest.fixture
def arrive(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return what gives a page in a browser of its own; whatever it asks for must be ours, and no script may fail."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    faults: list[str] = []

    def open_page(path: str = FIGURES, **settings: Any) -> Page:
        context = browser.new_context(base_url=address, **{"locale": "en-US", **settings})
        contexts.append(context)
        context.on(
            "request",
            lambda request: strangers.append(request.url) if not request.url.startswith(f"{address}/") else None,
        )
        context.on("dialog", lambda dialog: faults.append(dialog.message))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
    assert faults == []


def _is_fault(message: ConsoleMessage) -> bool:
    """Return whether a browser tells of anything but a form that was refused because somebody else was first."""
    return message.type == "error" and "409 (Conflict)" not in message.text


def _lines(project: Path) -> list[dict[str, Any]]:
    path = project / "sources" / "verdicts.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def _press(page: Page, key: str) -> None:
    """Strike a key that leads to another page, and wait for it."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_review_by_keys_alone(arrive: Callable[..., Page], project: Path) -> None:
    page = arrive("/changes?status=pending")
    page.keyboard.press("/")
    page.keyboard.type("海风科技 employees")
    _press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 changes")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("li.at")).to_have_count(1)
    _press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("5000")
    _press(page, "j")
    expect(page.locator("tr.asked mark.differs")).to_have_text(["5", "8"])
    _press(page, "k")
    _press(page, "a")  # accepted: on to the next
    expect(page.get_by_text("1 of 1")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("Accepted: 海风科技")
    _press(page, "u")  # taken back: shown again
    expect(page.get_by_role("heading", level=1)).to_contain_text("5000")
    _press(page, "s")
    page.keyboard.press("c")
    expect(page.get_by_label("What is right")).to_be_focused()
    page.keyboard.type("7500")
    page.get_by_label("Note").fill("a and r are letters here")
    page.get_by_role("button", name="Correct", exact=True).click()
    page.wait_for_url("**/changes?**")
    assert [line["verdict"] for line in _lines(project)] == ["accept", "undo", "correct"]
    assert (_lines(project)[2]["value"], _lines(project)[2]["note"]) == ("7500", "a and r are letters here")
    page.goto("/changes?dataset=figures&status=edited")
    page.keyboard.press("j")
    _press(page, "Enter")
    expect(page.get_by_text("8000 → 7500")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    _press(page, "u")
    expect(page.locator(".about .status.pending")).to_be_visible()
    assert _lines(project)[3]["verdict"] == "undo"


def test_filters_by_the_mouse_stay_in_the_address(arrive: Callable[..., Page]) -> None:
    page = arrive("/changes?status=pending")
    page.get_by_role("link", name="Figures 3").click()
    page.get_by_role("link", name="removed 1").click()
    expect(page).to_have_url(re.compile(r"/changes\?status=pending&dataset=figures&kind=removed$"))
    expect(page.locator(".changes li")).to_have_count(1)
    page.get_by_role("link", name="removed 1").click()
    expect(page.locator(".changes li")).to_have_count(3)
    page.go_back()
    expect(page.locator(".changes li")).to_have_count(1)


def test_a_group_after_a_look_at_a_sample(arrive: Callable[..., Page], project: Path) -> None:
    page = arrive(FIGURES)
    page.get_by_role("link", name="Look at a sample").click()
    expect(page.locator(".sampled")).to_have_count(3)
    page.get_by_label("Reviewer").fill("山田")
    page.get_by_role("button", name="Accept all 3").click()
    expect(page.get_by_text("There are no such changes.")).to_be_visible()
    assert {line["row"] for line in _lines(project)} == {OFFICES, PRINTED_STAFF, STAFF}
    assert {line["reviewer"] for line in _lines(project)} == {"山田"}
    _press(page, "u")
    expect(page.locator(".changes li")).to_have_count(3)


def test_two_reviewers_at_once(arrive: Callable[..., Page], project: Path) -> None:
    one, other = arrive(FIGURES), arrive(FIGURES, locale="zh-CN")
    for page in (one, other):
        page.keyboard.press("j")
        _press(page, "Enter")
    one.get_by_label("Reviewer").fill("first")
    one.get_by_role("button", name="Reject").click()
    expect(one.get_by_role("status").first).to_contain_text("Rejected")
    other.get_by_label("审核人").fill("second")
    other.get_by_role("button", name="接受").click()
    expect(other.get_by_role("alert")).to_contain_text("您的结论没有写入")
    expect(other.get_by_role("alert")).to_contain_text("first")
    assert [line["reviewer"] for line in _lines(project)] == ["first"]


def test_a_hostile_document_does_nothing(arrive: Callable[..., Page]) -> None:
    page = arrive("/changes?status=pending")
    addresses = page.eval_on_selector_all(".changes .row", "rows => rows.map(row => row.getAttribute('href'))")
    assert len(addresses) == 8
    said = ""
    for path in ("/changes?status=pending", "/group?status=pending", "/links", "/publish", *addresses):
        page.goto(path)
        for each in page.locator("details").all():
            each.evaluate("details => { details.open = true; }")
        said += page.inner_text("body")
        assert page.evaluate("window.hacked") is None
        assert page.locator("img[src=x], main script, a[href^=javascript]").count() == 0
    assert HOSTILE in said


def test_the_picture_of_a_page_with_its_box(arrive: Callable[..., Page]) -> None:
    page = arrive(f"{FIGURES}&source=doc-3")
    page.keyboard.press("j")
    _press(page, "Enter")
    picture = page.locator(".sheet img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('.sheet img').naturalWidth > 0")
    sheet, box = page.locator(".sheet").bounding_box(), page.locator(".sheet rect").bounding_box()
    assert sheet is not None
    assert box is not None
    assert abs((box["x"] - sheet["x"]) / sheet["width"] - 28 / 300) < 0.02
    assert abs((box["y"] - sheet["y"]) / sheet["height"] - 38 / 200) < 0.02


def test_it_works_without_scripts(arrive: Callable[..., Page], project: Path) -> None:
    page = arrive(FIGURES, java_script_enabled=False)
    page.locator(".changes .row").first.click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted: 海风科技")).to_be_visible()
    page.get_by_role("button", name="日本語").click()
    expect(page.locator("#accept")).to_have_text("承認 a")
    assert [line["verdict"] for line in _lines(project)] == ["accept"]


@pytest.mark.parametrize("width", [360, 1400])
def test_nothing_runs_out_of_the_window(arrive: Callable[..., Page], width: int) -> None:
    page = arrive("/changes?status=pending", viewport={"width": width, "height": 800})
    addresses = page.eval_on_selector_all(".changes .row", "rows => rows.map(row => row.getAttribute('href'))")
    for path in ("/changes?status=pending", "/group?status=pending", "/links", "/publish", "/help", *addresses):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_another_site_can_neither_post_nor_read(browser: Browser, address: str, project: Path) -> None:
    taken: list[str] = []
    with browser.new_context(base_url=address) as own:
        page = own.new_page()
        page.goto("/links")
        fields = {
            "token": page.locator("form input[name=token]").first.get_attribute("value") or "",
            "verdict": "same",
            "reviewer": "x",
        }
        inputs = "".join(f'<input name="{name}" value="{escape(value)}">' for name, value in fields.items())
        form = f'<form method="post" action="{address}/links/link-0123456789abcdef">{inputs}</form><script>document.forms[0].submit()</script>'
        reading = f"<script>fetch('{address}/changes').then(a => a.text()).then(t => document.title = t, () => document.title = 'refused')</script>"
        with _site({"/post": form, "/read": reading}) as site:
            page.on("response", lambda answer: taken.append(f"{answer.request.method} {answer.status}"))
            page.goto(f"{site}/post")
            page.wait_for_url(f"{address}/**")
            expect(page.locator("body")).to_contain_text("another site")
            page.goto(f"{site}/read")
            expect(page).to_have_title("refused")
        page.goto(f"http://foreign.example:{urlsplit(address).port}/changes")
        expect(page.locator("body")).to_contain_text("called by another name")
        page.goto("/links")
        expect(page.get_by_role("button", name="One thing")).to_be_visible()
    assert "POST 403" in taken
    assert _lines(project) == []


@contextmanager
def _site(pages: dict[str, str]) -> Iterator[str]:
    """Serve another site on this machine, with pages by path."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
