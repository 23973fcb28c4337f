"""How long the review page takes for each of its pages, with thousands of pending changes.

    python bench/review.py [CHANGES [VERDICTS]]

Two versions are made in which every third change is a new figure and the others are corrected values, each with evidence on a page
of its own document's text. The real server answers over loopback, each request in turn; the first of each kind is left out of the
median and shown beside it, because it reads what later ones find in memory. The limit is 200 ms a page.
"""

from __future__ import annotations

import http.client
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from extract.commands.review import review_workspace
from extract.datasets.columns import arrow_schema, pa
from extract.datasets.schema import DATASETS, read_schemas
from extract.datasets.versions import VersionStore
from extract.review.app.server import make_app, serve
from extract.review.app.wording import group_lines, now
from extract.sources.verdicts import append_verdicts

ROUNDS = 15
LIMIT = 200


def make(project: Path, changes: int) -> None:
    """Write a project with two versions."""
    import duckdb

    (project / "sources").mkdir(parents=True)
    (project / "sources" / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    store = VersionStore(project / "output" / "versions", project / "output" / "datasets")
    schemas = read_schemas()
    for number in (0, 1):
        value = f"(1000 + i + {number} * (i % 2)) AS value"
        rows = f"(SELECT i, {value} FROM range({4 * changes // 3}) r(i) WHERE {number} = 1 OR i % 4 != 0)"
        key = "'figure-' || left(md5(concat(i, ':', value)), 16)"
        made = {
            "documents": f"""SELECT 'doc-' || i AS document_id, 'article' AS kind, 'zh' AS language, '第' || i || '号资料' AS title,
                []::VARCHAR[] AS authors, []::VARCHAR[] AS addresses, []::VARCHAR[] AS copies, []::VARCHAR[] AS corrects,
                'text/plain' AS media_type, lpad(i::VARCHAR, 64, '0') AS sha256, 1 AS pages, 5000 AS characters
                FROM range({4 * changes // 150 + 1}) r(i)""",
            "pages": f"""SELECT 'page-' || i AS page_id, 'doc-' || i AS document_id, 1 AS page,
                repeat('某公司公布其员工人数为若干人，较上年有所增加。' || chr(10), 300) AS text
                FROM range({4 * changes // 150 + 1}) r(i)""",
            "figures": f"""SELECT {key} AS figure_id, 'org-' || i AS subject_id, 'organization' AS subject_type,
                '甲乙科技' || i AS subject, 'employees' AS metric, '员工' AS metric_text, value, 'people' AS unit, 'exact' AS bound,
                '2023' AS as_of, DATE '2023-01-01' AS as_of_earliest, DATE '2023-12-31' AS as_of_latest FROM {rows}""",
            "evidence": f"""SELECT 'evidence-' || left(md5(concat('e', i, ':', value)), 16) AS evidence_id, 'figures' AS dataset,
                {key} AS row_id, 'doc-' || i // 50 AS document_id, 1 AS page, (i % 50) * 24 AS start, (i % 50) * 24 + 8 AS "end",
                '某公司公布其员工' AS quote, 'figure-sentence' AS rule, 0.5 + (i % 5) / 10 AS confidence, true AS main FROM {rows}""",
        }
        tables = {}
        for dataset in DATASETS:
            schema = arrow_schema(schemas[dataset])
            query = made.get(dataset)
            if query is None:
                tables[dataset] = schema.empty_table()
                continue
            order = ", ".join(f'"{name}"' for name in schemas[dataset].order)
            found = duckdb.sql(f"{query} ORDER BY {order}").to_arrow_table()
            columns = [
                found[field.name].cast(field.type)
                if field.name in found.column_names
                else pa.nulls(found.num_rows, field.type)
                for field in schema
            ]
            tables[dataset] = pa.table(columns, schema=schema)
        version = store.add(tables, {"number": number})
        if number == 0:
            store.publish(version.version_id)


def decide(project: Path, many: int) -> None:
    """Write verdicts on the first changes."""
    workspace = review_workspace(project)
    state = workspace.snapshot()
    if state.sides is not None and many:
        lines = group_lines(state.sides, state.index.changes[:many], "accept", "bench", "", now())
        append_verdicts(workspace.verdicts_path, lines)


class Browser:
    """Asks for pages one after another on one connection."""

    def __init__(self, address: str) -> None:
        self._host = urllib.parse.urlsplit(address).netloc
        self._connection = http.client.HTTPConnection(self._host)
        self._cookie = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[tuple[float, float], int, str]:
        """Return seconds, those of processors among them (of client and server, which are one process), status and content."""
        headers = {"Cookie": self._cookie}
        if form is not None:
            headers |= {"Origin": f"http://{self._host}", "Content-Type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter(), time.process_time()
        self._connection.request(
            "GET" if form is None else "POST", path, form and urllib.parse.urlencode(form), headers
        )
        answer = self._connection.getresponse()
        content = answer.read().decode(errors="replace")
        taken = time.perf_counter() - begun[0], time.process_time() - begun[1]
        if cookie := answer.getheader("set-cookie"):
            self._cookie = cookie.split(";")[0]
        return taken, answer.status, content


def measure(address: str) -> dict[str, list[tuple[float, float]]]:
    """Return the milliseconds of each request, and of processors, by kind of page."""
    browser = Browser(address)
    taken: dict[str, list[tuple[float, float]]] = {}

    def timed(kind: str, path: str, form: dict[str, str] | None = None) -> str:
        seconds, status, content = browser.ask(path, form)
        if status not in (200, 303):
            raise SystemExit(f"{kind}: {path} answered {status}: {content[:400]}")
        taken.setdefault(kind, []).append((seconds[0] * 1000, seconds[1] * 1000))
        return content

    listed = timed("list", "/changes?status=pending")
    ids = re.findall(
        r"change-[0-9a-f]{16}", timed("list, last page", "/changes?status=pending&page=999999")
    ) + re.findall(r"change-[0-9a-f]{16}", listed)
    ids = list(dict.fromkeys(ids))
    for number in range(ROUNDS):
        change = ids[number]
        timed("list", "/changes?status=pending")
        timed("list, last page", "/changes?status=pending&page=999999")
        timed(
            "list, three facets",
            f"/changes?status=pending&dataset=figures&kind=changed&confidence=0.{(5, 7, 9)[number % 3]}",
        )
        timed("list, search", f"/changes?status=pending&q=%E7%94%B2%E4%B9%99{number}")
        page = timed("a change", f"/changes/{change}?status=pending")
        form = dict(re.findall(r'name="(token|state)" value="([^"]*)"', page.split('id="decide"')[1]))
        timed(
            "a verdict", f"/changes/{change}/verdict?status=pending", {**form, "verdict": "accept", "reviewer": "bench"}
        )
        timed("list after a verdict", "/changes?status=pending")
        timed("a group of all", "/group?status=pending")
        timed("names", "/links")
        timed("publish", "/publish")
    page = timed("a group of all", "/group?status=pending")
    form = dict(re.findall(r'name="(token|state)" value="([^"]*)"', page.split('action="/group')[1]))
    timed("a verdict on all", "/group?status=pending", {**form, "verdict": "accept", "reviewer": "bench"})
    timed("list after that", "/changes?status=accepted")
    timed("list after that", "/changes?status=accepted")
    return taken


def main(changes: int, verdicts: int) -> None:
    """Make the project, serve it and print a line for each kind of page."""
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch)
        make(project, changes)
        decide(project, verdicts)
        workspace = review_workspace(project)
        begun = time.perf_counter()
        found = len(workspace.snapshot().index.changes)
        print(f"{found:,} changes, {verdicts:,} verdicts before; read in {time.perf_counter() - begun:.2f} s")
        started: list[str] = []
        ready = threading.Event()

        def on_start(address: str) -> None:
            started.append(address)
            ready.set()

        def run() -> None:
            serve(
                lambda port: make_app(workspace, project / "pictures", "127.0.0.1", port, "bench"),
                "127.0.0.1",
                0,
                on_start,
            )

        threading.Thread(target=run, daemon=True).start()
        ready.wait()
        results = measure(started[0])
        print(f"{'':<24}{'median':>11}{'worst':>11}{'first':>11}   processors, median")
        for kind, taken in results.items():
            later = taken[1:] or taken
            middle, busy = (statistics.median(each[place] for each in later) for place in (0, 1))
            worst = max(each[0] for each in later)
            mark = "" if middle <= LIMIT else f"  more than {LIMIT} ms"
            print(f"{kind:<24}{middle:8.1f} ms{worst:8.1f} ms{taken[0][0]:8.1f} ms{busy:8.1f} ms{mark}")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    main(numbers[0] if numbers else 10_000, numbers[1] if len(numbers) > 1 else 0)
