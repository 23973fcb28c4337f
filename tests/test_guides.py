"""The guides can be followed: each command as it is written, in order, in a fresh project, gives what the guide shows.

A line of dots, or ``…`` in a line, stands for what may differ. A command that ends with ``^C`` is a server: it is waited for,
asked, and interrupted. ``<!-- pressed: accept -->`` tells what the reader does on the review page of the block before.
"""

import http.cookiejar
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
_PART = re.compile(r"^```console\n(?P<block>.*?)^```$|^<!-- pressed: (?P<pressed>\w+) -->$", re.DOTALL | re.MULTILINE)
_SECONDS = 240
_FORM = re.compile(r'<form[^>]*action="(/changes/[^"]+/verdict[^"]*)".*?</form>', re.DOTALL)


@dataclass
class Step:
    """A command, the lines that it prints, whether it is interrupted, and what is done on its page."""

    command: str
    printed: list[str]
    is_server: bool = False
    pressed: str = ""


def steps_of(text):
    """Return the steps of a guide."""
    steps = []
    for part in _PART.finditer(text):
        if part["pressed"]:
            [server] = [step for step in steps[-4:] if step.is_server and not step.pressed]
            server.pressed = part["pressed"]
            continue
        for line in part["block"].splitlines():
            if line.startswith("$ "):
                steps.append(Step(line[2:], []))
            elif line.startswith("> "):
                steps[-1].command += f"\n{line[2:]}"
            elif line == "^C":
                steps[-1].is_server = True
            else:
                steps[-1].printed.append(line)
    return steps


def expected(lines):
    """Return what printed lines must match."""
    parts = [
        r"(?:.*\n)*?" if line in ("...", "…") else ".*".join(map(re.escape, line.split("…"))) + r"\n" for line in lines
    ]
    return re.compile("".join(parts))


class Reader:
    """Somebody who follows a guide in a project folder."""

    def __init__(self, folder):
        self.folder = folder
        self.code = 0
        self.background = []
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "SHUTTEN"))},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip

    def start(self, command):
        return subprocess.Popen(
            ["bash", "-c", f"(exit {self.code})\n{command}"], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def follow(self, steps):
        """Do all steps; a command may fail only where the guide shows its exit code next."""
        for step, following in zip(steps, [*steps[1:], Step("", [])], strict=True):
            if step.command.endswith(" &"):
                self.background.append(self.start(f"exec {step.command[:-2]}"))
                continue
            told = self.serve(step) if step.is_server else self.run(step)
            if step.printed:
                assert expected(step.printed).fullmatch(told), f"$ {step.command}\n{told}"
            assert self.code == 0 or following.command == "echo $?", f"$ {step.command}\n{told}"

    def run(self, step):
        process = self.start(step.command)
        try:
            told, _ = process.communicate(timeout=_SECONDS)
        finally:
            end(process)
        self.code = process.returncode
        return told

    def serve(self, step):
        process, told = self.start(f"exec {step.command}"), ""
        until = time.monotonic() + _SECONDS
        try:
            while not expected(step.printed).fullmatch(told):
                assert select.select([process.stdout], [], [], max(0, until - time.monotonic()))[0], told
                line = process.stdout.readline()
                assert line, f"$ {step.command}\n{told}"
                told += line
            [address] = re.findall(r"http://127\.0\.0\.1:\d+", told)[-1:]
            if step.pressed:
                press(address, step.pressed)
            else:
                assert urllib.request.urlopen(address, timeout=30).status == 200
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
        finally:
            end(process)
        self.code = 0 if process.returncode in (0, 130) else process.returncode
        return told


def end(process):
    """End what a command has left, if anything."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()


def press(address, verdict):
    """Give a verdict on the change of a release, with the form of its page."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def page(path, data=None):
        head = {"Origin": address, "Sec-Fetch-Site": "same-origin", "Accept-Language": "en"}
        with browser.open(urllib.request.Request(address + path, data, head), timeout=30) as answer:
            return answer.read().decode()

    [change] = set(re.findall(r'class="row" href="(/changes/change-[0-9a-f]+)', page("/changes?dataset=releases")))
    form = next(each for each in _FORM.finditer(page(change)) if verdict in each[0])
    fields = {
        re.search(r'name="([^"]*)"', field)[1]: (re.search(r'value="([^"]*)"', field) or ["", ""])[1]
        for field in re.findall(r"<input[^>]*>", form[0]) if 'name="' in field
    }  # fmt: skip
    page(form[1].replace("&amp;", "&"), urllib.parse.urlencode({**fields, "verdict": verdict}).encode())


@pytest.fixture
def reader(tmp_path):
    shutil.copytree(ROOT / "sources", tmp_path / "sources", ignore=shutil.ignore_patterns("verdicts.jsonl"))
    for kept in (tmp_path / "sources" / "inbox").iterdir():
        if kept.name != "README.md":
            kept.unlink()
    reader = Reader(tmp_path)
    yield reader
    for process in reader.background:
        end(process)


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_can_be_followed(reader, guide):
    steps = steps_of(guide.read_text(encoding="utf-8"))
    assert len(steps) > 5
    reader.follow(steps)


@pytest.mark.parametrize(
    "guide", ["$ false\n", "$ echo one\ntwo\n", "$ echo one; echo two\none\n", "$ exit 3\n$ echo $?\n0\n"]
)
def test_a_guide_that_is_wrong_is_noticed(reader, guide):
    with pytest.raises(AssertionError):
        reader.follow(steps_of(f"```console\n{guide}```\n"))


def test_dots_stand_for_what_differs_and_a_shown_code_may_be_another_than_0(reader):
    reader.follow(steps_of("```console\n$ seq 9; echo 'at 10:30'; exit 3\n...\n9\nat …\n$ echo $?\n3\n```\n"))


def test_there_is_a_guide_for_each_kind_of_user():
    assert [path.stem for path in GUIDES] == ["engineer", "reviewer", "schedule"]
