"""A small project for the tests of publishing: figures of one company, verdicts on them, and what is published."""

from __future__ import annotations

import copy
from pathlib import Path

import pyarrow.parquet as pq
from versions_of_rows import document, figure, organization, page, place

from extract.datasets.versions import VersionStore
from extract.publish import decided_changes, publish_accepted, publish_built
from extract.review.policy import Policy
from extract.sources.publishing import Publishing
from extract.sources.verdicts import append_verdict, line_key, read_verdicts

TEXT = "甲有员工100人。"


def build(*values, more=""):
    """Rows of a build in which a company has so many of each of several things."""
    text = TEXT + more
    return {
        "documents": [document(1)],
        "pages": [page(text)],
        "organizations": [organization("org-a", "甲")],
        "figures": [figure(f"figure-{value:016x}", "org-a", value, metric=f"metric_{value}") for value in values],
        "evidence": [place("organizations", "org-a", 0)]
        + [place("figures", f"figure-{value:016x}", 4, quote="100", confidence=min(1, value / 10)) for value in values],
    }


class Project:
    def __init__(self, folder):
        self.folder = folder
        self.path = folder / "verdicts.jsonl"
        self.store = VersionStore(folder / "output" / "versions", folder / "output" / "datasets")

    @property
    def verdicts(self):
        return read_verdicts(self.path)

    def run(self, *values, rules=(), more=""):
        """Build, as a run does, and publish what the rules let through."""
        self.store.add(copy.deepcopy(build(*values, more=more)), {"values": list(values), "more": more})
        return publish_built(self.store, self.verdicts, policy(rules), "run")

    def publish(self, **how):
        return publish_accepted(self.store, self.verdicts, policy(), "mk", **how)

    def changes(self):
        return {int(each.row_id[-2:], 16): each for each in decided_changes(self.store, self.verdicts, policy())}

    def say(self, word, number, **values):
        """Say a verdict on the change of a figure, as a reviewer does who has seen its place."""
        change = self.changes()[number]
        seen = {"document": "doc-1", "page": 1, "start": 4, "end": 7, "quote": "100", "line": line_key(TEXT, 4, 7)}
        line = {
            "verdict": word, "dataset": change.dataset, "row": change.row_id, "row_before": change.row_id_before,
            "kind": change.kind, "field": change.field, "before": change.before, "after": change.after,
            "evidence": [seen], "reviewer": "mk", "time": "2026-01-05T09:30:00Z",
        }  # fmt: skip
        return append_verdict(self.path, {**line, **values})

    def undo(self, verdict_id):
        append_verdict(
            self.path, {"verdict": "undo", "of": verdict_id, "reviewer": "mk", "time": "2026-01-06T09:30:00Z"}
        )

    def published(self):
        rows = pq.read_table(self.store.published_folder / "figures.parquet").to_pylist()
        return {int(row["figure_id"][-2:], 16): int(row["value"]) for row in rows}


def policy(rules=()):
    return Policy(Publishing.model_validate({"let_through": rules}))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
