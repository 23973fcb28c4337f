"""A small project with a published version and a candidate, one change of each kind, a PDF and a hostile document."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
from versions_of_rows import document, figure, organization, page, place, row

from extract.datasets.schema import DATASETS
from extract.datasets.versions import VersionStore
from extract.ids import sha256_bytes

SCRIPT = "<script>window.hacked=1</script>"
IMAGE = "<img src=x onerror=window.hacked=1>"
HOSTILE = f'甲乙"{SCRIPT}{IMAGE}'
FIRST = "海风科技有限公司成立于2019年。\n该公司的员工为5000人，研发人员占六成。\n公司总部设在一座沿海城市。"
SECOND = f"另有报道称，{HOSTILE}发布了新产品。\n海风科技的员工为8000人。"
PRINTED = "海风科技の従業員は5千人である。"
BOX = [30.0, 40.0, 120.0, 60.0]
PAPER = (300, 200)


OLD_STAFF = "figure-5050505050505050"
STAFF = "figure-8080808080808080"
PRINTED_STAFF = "figure-0a0a0a0a0a0a0a0a"
OFFICES = "figure-0b0b0b0b0b0b0b0b"


def make_project(project: Path) -> Path:
    """Write the project into a folder that is not there yet and return it."""
    (project / "sources" / "inbox").mkdir(parents=True)
    (project / "sources" / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    paper = pypdfium2.PdfDocument.new()
    paper.new_page(*PAPER)
    paper.save(project / "sources" / "inbox" / "report.ja.pdf")
    digest = sha256_bytes((project / "sources" / "inbox" / "report.ja.pdf").read_bytes())
    store = VersionStore(project / "output" / "versions", project / "output" / "datasets")
    store.publish(store.add(_whole(_before(digest)), {"build": 1}).version_id, by="run")
    store.add(_whole(_after(digest)), {"build": 2})
    return project


def add_build(project: Path, **changed: list[dict[str, Any]]) -> None:
    """Add a candidate that differs from the last one in whole datasets."""
    digest = sha256_bytes((project / "sources" / "inbox" / "report.ja.pdf").read_bytes())
    store = VersionStore(project / "output" / "versions", project / "output" / "datasets")
    store.add(_whole({**_after(digest), **changed}), {"build": 3})


def _whole(rows: dict[str, Any]) -> dict[str, Any]:
    return {dataset: rows.get(dataset, []) for dataset in DATASETS}


def _before(digest: str) -> dict[str, Any]:
    return {
        "documents": [_first(), _paper(digest)],
        "pages": [page(FIRST), _printed()],
        "organizations": [
            organization("org-sea", "海风科技", aliases=["海风"]),
            organization("org-hill", "山岳数据", aliases=[]),
        ],
        "figures": [
            figure(OLD_STAFF, "org-sea", 5000, subject="海风科技", as_of="2023", metric_text="员工"),
            figure(OFFICES, "org-sea", 12, subject="海风科技", metric="offices", unit="offices", metric_text="总部"),
        ],
        "evidence": [
            _at("organizations", "org-sea", "海风科技"),
            _at("organizations", "org-hill", "总部"),
            _at("figures", OLD_STAFF, "员工为5000人"),
            _at("figures", OFFICES, "公司总部"),
        ],
    }


def _after(digest: str) -> dict[str, Any]:
    return {
        "documents": [
            _first(), document(2, title=f"新闻 {HOSTILE}", url="javascript:window.hacked=1"), _paper(digest),
        ],
        "pages": [page(FIRST), page(SECOND, of=2), _printed()],
        "organizations": [
            organization("org-sea", "海风科技", aliases=["海风", "海风科技有限公司"]),
            organization("org-peak", "山岳数据", aliases=[]),
            organization("org-new", HOSTILE, aliases=[SCRIPT]),
        ],
        "figures": [
            figure(STAFF, "org-sea", 8000, subject="海风科技", as_of="2023", metric_text="员工"),
            figure(PRINTED_STAFF, "org-sea", 5000, subject="海风科技", as_of="2022", metric_text="従業員"),
        ],
        "conflicts": [
            row(
                "conflicts", conflict_id="conflict-0123456789abcdef", dataset="figures", field="value", subject_id="org-sea",
                row_ids=[PRINTED_STAFF, STAFF], values=["5000", "8000"], severity="high", reason="values_differ",
            )
        ],
        "links": [
            row(
                "links", link_id="link-0123456789abcdef", entity_id="org-new", entity_type="organization", name=HOSTILE,
                candidate_id="org-sea", candidate="海风科技", score=Decimal("0.8"), reason="variant",
            )
        ],
        "evidence": [
            _at("organizations", "org-sea", "海风科技"),
            _at("organizations", "org-peak", "总部"),
            _at("organizations", "org-new", HOSTILE, of=2, text=SECOND),
            _at("figures", STAFF, "员工为8000人", of=2, text=SECOND),
            _at("figures", PRINTED_STAFF, "従業員は5千人", of=3, text=PRINTED, bbox=BOX, confidence=0.6),
        ],
    }  # fmt: skip


def _first() -> dict[str, Any]:
    return document(1, title="海风科技的一年", url="https://example.com/1")


def _paper(digest: str) -> dict[str, Any]:
    return document(3, title="年次報告", language="ja", media_type="application/pdf", sha256=digest, kind="report")


def _printed() -> dict[str, Any]:
    return {**page(PRINTED, of=3), "width": float(PAPER[0]), "height": float(PAPER[1]), "way": "fast"}


def _at(dataset: str, row_id: str, quote: str, /, text: str = FIRST, **values: Any) -> dict[str, Any]:
    return place(dataset, row_id, text.index(quote), quote=quote, **values)
