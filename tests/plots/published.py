"""A few published rows, written for these tests, with the columns that the charts read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

HOSTILE = '</script><script>document.title = "taken over"</script>'


def write(folder: Path) -> Path:
    """Write three documents (two of one title, one that states nothing), four releases and some figures."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "documents": pd.DataFrame(
            {
                "document_id": ["doc-1111", "doc-2222", "doc-3333"],
                "title": ["模型周报", "模型周报", ""],
            }
        ),
        "releases": pd.DataFrame(
            [
                release("1", "甲公司", "青山", "1.0", "2024-03-01", "2024-03-01"),
                release("2", "甲公司", "青山", None, "2024-05-01", "2024-05-31", date="2024-05"),
                release("3", None, HOSTILE, None, "2023-01-01", "2023-12-31", date="2023"),
                release("4", "乙社", "若葉", "", None, None, date=None),
            ]
        ),
        "figures": pd.DataFrame(
            [
                figure("1", "parameters", "parameters", "青山", 7e9),
                figure("2", "parameters", "parameters", "若葉", 7e11),
                figure("3", "parameters", "B", "若葉", 3.0),
                figure("4", "users", "people", "青山", 100.0),
                figure("5", "users", "people", None, 5.0),
            ]
        ),
        "evidence": pd.DataFrame(
            [
                evidence("e1", "releases", "release-1", "doc-1111"),
                evidence("e2", "releases", "release-1", "doc-2222"),
                evidence("e3", "releases", "release-3", "doc-2222"),
                evidence("e4", "figures", "figure-1", "doc-1111"),
                evidence("e5", "figures", "figure-2", "doc-1111"),
                evidence("e6", "figures", "figure-2", "doc-1111"),
            ]
        ),
    }
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")
    return folder


def release(number, organization, model, version, earliest, latest, date="2024-03-01"):
    days = [dt.date.fromisoformat(each) if each else None for each in (earliest, latest)]
    return {
        "release_id": f"release-{number}", "organization": organization, "model": model, "version": version,
        "event": "released", "date": date, "date_earliest": days[0], "date_latest": days[1],
    }  # fmt: skip


def figure(number, metric, unit, subject, value):
    return {
        "figure_id": f"figure-{number}", "metric": metric, "unit": unit, "subject": subject, "value": value,
        "bound": "exact", "as_of": None,
    }  # fmt: skip


def evidence(evidence_id, dataset, row_id, document_id):
    return {
        "evidence_id": evidence_id, "dataset": dataset, "row_id": row_id, "document_id": document_id,
        "quote": f"quote of {evidence_id}", "main": True,
    }  # fmt: skip
