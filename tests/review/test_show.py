import csv
import io
import json
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from markdown_it import MarkdownIt

from extract.datasets.cells import original_text
from extract.errors import ShuttenError
from extract.review.change import make_change
from extract.review.files import (
    COMPARED_VERSIONS,
    FILES,
    changes_csv,
    changes_parquet,
    compared_versions,
    write_changes,
)
from extract.review.show import harmless, markdown, plain, summary, text_lines

HOSTILE = "\x1b]0;title\x07\x9b31m甲\u202e\u2066乙\u200b\r\n\tx\x00\u2028y\x7f"


def change(kind="changed", field="name", before="甲", after="乙", label="甲", dataset="people", row_id="person-1"):
    return make_change(dataset, row_id, kind, field, before, after, label)


def test_nothing_that_a_terminal_acts_on_is_printed():
    shown = plain(HOSTILE)
    assert all(char.isprintable() for char in shown)
    assert "\u202e" not in shown
    assert "甲" in shown
    lines = "\n".join(text_lines([change(after=HOSTILE, label=HOSTILE)], colour=False))
    assert all(char.isprintable() or char == "\n" for char in lines)
    assert harmless("a\nb\x1b[0m,乙") == "a\nb\ufffd[0m,乙"


def test_a_long_text_is_cut():
    assert plain("字" * 500, 10) == "字" * 9 + "…"
    assert plain("字" * 10, 10) == "字" * 10


def test_changes_are_grouped_by_dataset_and_row():
    found = [
        change("added", None, None, "{}", "丁", row_id="person-9"),
        change("removed", None, "{}", None, "丙", row_id="person-8"),
        change(),
        change(field="aliases", before=None, after='["x"]'),
        change("re-keyed", "model_id", "model-a", "model-b", "星", "models", "model-b"),
    ]
    assert list(text_lines(found, colour=False)) == [
        "people: 1 added, 1 removed, 2 changed",
        "  + 丁",
        "  - 丙",
        "  ~ 甲",
        "      name: 甲 -> 乙",
        '      aliases: nothing -> ["x"]',
        "",
        "models: 1 re-keyed",
        "  = 星",
        "      model_id: model-a -> model-b",
        "",
        "5 changes: 1 added, 1 removed, 2 changed, 1 re-keyed",
    ]
    coloured = list(text_lines(found, colour=True))
    assert coloured[1] == "\033[32m  + 丁\033[0m"
    assert summary([]) == "0 changes"


def test_a_row_that_took_the_place_of_two_is_one_row():
    """Of a document whose old copy waited beside the published one, each is compared with the newest: its title stands once."""

    def of(old, field, before, after, label):
        return make_change("documents", "doc-3", "changed", field, before, after, label, old)

    found = [
        of("doc-1", "published", None, "2031", "銀杏の報告"),
        of("doc-2", "published", None, "2031", "銀杏の報告"),
        of("doc-1", "sha256", "aa", "cc", "銀杏の報告"),
        change(dataset="documents", label="銀杏の報告", row_id="doc-9"),
        of("doc-2", "sha256", "bb", "cc", "銀杏の報告 · 若葉社"),
    ]
    assert list(text_lines(found, colour=False))[:-2] == [
        "documents: 5 changed",
        "  ~ 銀杏の報告",
        "      published: nothing -> 2031",
        "      sha256: aa -> cc",
        "      sha256: bb -> cc",
        "  ~ 銀杏の報告",
        "      name: 甲 -> 乙",
    ]


def test_cause_and_verdict_stand_beside_a_change():
    known = {"cause": "document_added", "status": "rejected", "reviewer": "mk\x1b[2J", "note": "wrong | year"}
    found = [
        replace(change("added", None, None, "{}", "丁"), **known),
        replace(change(), status="accepted", note="let through by the catalogue"),
        change(row_id="person-2"),
    ]
    lines = list(text_lines(found, colour=False))
    assert lines[1] == "  + 丁  [document added, rejected by mk\ufffd[2J, wrong | year]"
    assert lines[3] == "      name: 甲 -> 乙  [accepted, let through by the catalogue]"
    assert lines[5] == "      name: 甲 -> 乙"
    assert lines[-1] == "3 changes: 1 added, 2 changed; 1 accepted, 1 rejected"
    page = markdown(found, "1111", "2222").split("\n")
    assert [line.split(" | ")[-2:] for line in page if line.startswith(("| added", "| changed"))] == [
        ["document added", "rejected |"], ["", "accepted |"], ["", "pending |"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["a|b", "`x`", "``", "[a](https://a.example)", "<img src=x>", "@user #1", "*a* _b_", "a\n\n# b", "\\", "`|`", "", HOSTILE]
)  # fmt: skip
def test_markdown_shows_every_text_literally(text):
    page = markdown([change(before=text, after="乙", label=text)], "1111", "2222")
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    cells = [token for token in tokens if token.type == "inline"]
    assert {child.type for cell in cells for child in cell.children} <= {"text", "code_inline"}
    rows = [token for token in tokens if token.type == "tr_open"]
    assert len(rows) == 4
    shown = [child.content for cell in cells for child in cell.children if child.type == "code_inline"]
    assert (plain(text).strip() or " ") in {each.strip() or " " for each in shown}


def test_markdown_tells_what_it_leaves_out():
    found = [change(row_id=f"person-{number}") for number in range(150)]
    page = markdown(found, "1111", "2222")
    assert page.count("| changed |") == 101  # one in the head of the sums
    assert "And 50 more." in page
    assert "150 changes: 150 changed." in page
    assert "| people | 0 | 0 | 150 | 0 |" in page


def test_csv_and_parquet_hold_all_and_a_spreadsheet_runs_nothing():
    found = [change(before="=1+1", after=HOSTILE), change("added", None, None, json.dumps({"a": 1}), "丁")]
    [first, second] = csv.DictReader(io.StringIO(changes_csv(found), newline=""))
    assert first["before"] == "'=1+1"
    assert original_text(first["after"]) == HOSTILE
    assert (second["before"], second["after"]) == ("", '{"a": 1}')
    table = pq.read_table(io.BytesIO(changes_parquet(found))).to_pylist()
    assert table == [each.row() for each in found]
    assert changes_parquet(found) == changes_parquet(list(found))


def test_all_files_are_replaced_in_one_step_and_others_stay(tmp_path):
    folder = tmp_path / "changes"
    write_changes([change()], "1111", "2222", folder)
    (folder / "notes.txt").write_text("mine")
    write_changes([], "1111", "2222", folder)
    assert {path.name for path in folder.iterdir()} == {*FILES, COMPARED_VERSIONS, "notes.txt"}
    assert compared_versions(folder) == ("1111", "2222")
    assert compared_versions(tmp_path) is None
    assert "0 changes." in (folder / "changes.md").read_text()
    assert pq.read_table(folder / "changes.parquet").num_rows == 0
    assert (folder / "changes.csv").read_text().count("\n") == 1
    with pytest.raises(ShuttenError, match="cannot be written"):
        write_changes([], "1111", "2222", folder / "notes.txt" / "x")
