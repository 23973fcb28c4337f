import json
import threading

import pytest

from extract.errors import ShuttenError
from extract.sources.verdict_lines import named
from extract.sources.verdicts import (
    SeenPlace,
    Verdict,
    Verdicts,
    append_verdict,
    append_verdicts,
    line_key,
    read_verdicts,
)

GOOD = {"verdict": "same", "one": "model:千问", "other": "model-qwen", "reviewer": "mk", "time": "2026-01-05T09:30:00Z"}

PLACE = {"document": "doc-1", "page": 3, "start": 10, "end": 14, "quote": "5千万円", "line": "0123456789abcdef"}
CORRECTION = {
    "verdict": "correct", "dataset": "figures", "row": "figure-1", "row_before": None, "kind": "added", "field": "value",
    "before": None, "after": "5000", "value": "50000000", "evidence": [PLACE], "reviewer": "mk", "time": "2026-01-05T09:31:00Z",
}  # fmt: skip
UNDO = {"verdict": "undo", "of": "", "reviewer": "mk", "time": "2026-01-06"}


def write(folder, *lines):
    path = folder / "verdicts.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def test_no_file_has_no_verdicts(tmp_path):
    assert read_verdicts(tmp_path / "verdicts.jsonl") == Verdicts()


def test_verdicts_come_in_the_order_of_their_lines(tmp_path):
    path = write(tmp_path, GOOD, "", {**GOOD, "verdict": "different", "note": ""}, {**GOOD, "time": "2026-01-05"})
    one, two, three = read_verdicts(path).identities
    assert one == Verdict(
        True,
        "model:千问",
        "model-qwen",
        reviewer="mk",
        time="2026-01-05T09:30:00Z",
        place=f"{path}, line 1",
        verdict_id=one.verdict_id,
    )
    assert (two.is_same, two.note, two.place) == (False, "", f"{path}, line 3")
    assert three.time == "2026-01-05"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "is no JSON object"),
        ("[]", "is no JSON object"),
        ('{"verdict": "same", "verdict": "different"}', "a key stands twice"),
        ({**GOOD, "verdict": "perhaps"}, "'perhaps' is no verdict"),
        ({**GOOD, "who": "me"}, "unknown key 'who'"),
        ({**GOOD, "time": "yesterday"}, "'yesterday' is no time"),
        ({**GOOD, "one": "千问"}, "'one' is neither an id nor a type and a name"),
        ({**GOOD, "other": "thing:千问"}, "'other' is neither"),
        ({**GOOD, "other": "model:・"}, "'other' is neither"),
        ({**GOOD, "one": ""}, "'one' is no text"),
        ({**CORRECTION, "field": None}, "'field' is no text"),
        ({**CORRECTION, "before": 5}, "'before' is no text"),
        ({**CORRECTION, "evidence": {}}, "'evidence' holds what is no place"),
        ({**CORRECTION, "evidence": [{**PLACE, "page": "3"}]}, "'evidence' holds what is no place"),
        ({**CORRECTION, "evidence": [{**PLACE, "page": True}]}, "'evidence' holds what is no place"),
        ({**CORRECTION, "verdict": "accept"}, "unknown key 'value'"),
        ({**UNDO, "of": "verdict-0123456789abcdef"}, "is no line above it"),
        ({"reviewer": "mk"}, "has no 'verdict'"),
        ({**GOOD, "note": 1}, "'note' is no text"),
        ({key: value for key, value in GOOD.items() if key != "reviewer"}, "has no 'reviewer'"),
    ],
)
def test_a_faulty_line_is_named_with_a_remedy(tmp_path, line, fault):
    path = write(tmp_path, GOOD, line)
    with pytest.raises(ShuttenError, match=fault) as caught:
        read_verdicts(path)
    assert caught.value.place == f"{path}, line 2"
    assert caught.value.remedy


def test_bytes_that_are_no_text_and_a_folder_are_named(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    path.write_bytes(b'{"verdict": "\xff"}\n')
    with pytest.raises(ShuttenError, match="line 1"):
        read_verdicts(path)
    with pytest.raises(ShuttenError, match="cannot be read"):
        read_verdicts(tmp_path)


def test_named():
    assert named("model:a:b") == ("model", "a:b")
    assert named("model-qwen") is None


def test_a_verdict_that_was_appended_is_read_as_it_was_given(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    one, two = append_verdict(path, CORRECTION), append_verdict(path, GOOD)
    read = read_verdicts(path)
    (correction,) = read.changes
    assert (correction.verdict_id, read.identities[0].verdict_id) == (one, two)
    assert (correction.field, correction.after, correction.value) == ("value", "5000", "50000000")
    assert correction.evidence == (SeenPlace("doc-1", 3, 10, 14, "5千万円", "0123456789abcdef"),)
    assert [line.place for line in read.all_lines] == [f"{path}, line 1", f"{path}, line 2"]


def test_a_faulty_verdict_is_not_appended(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    with pytest.raises(ShuttenError, match="has no 'of'"):
        append_verdict(path, {"verdict": "undo", "reviewer": "mk", "time": "2026-01-06"})
    assert not path.exists()
    with pytest.raises(ShuttenError, match="cannot be written"):
        append_verdict(tmp_path, GOOD)


def test_an_undo_takes_a_verdict_back_and_stays_in_the_file(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    one, two = append_verdict(path, CORRECTION), append_verdict(path, GOOD)
    append_verdict(path, {**UNDO, "of": one, "note": "a slip"})
    read = read_verdicts(path)
    assert (read.changes, [each.verdict_id for each in read.identities]) == ((), [two])
    assert [type(line).__name__ for line in read.all_lines] == ["ChangeVerdict", "Verdict", "Undone"]
    assert append_verdict(path, {**CORRECTION, "time": "2026-01-07"}) != one
    assert len(read_verdicts(path).changes) == 1
    append_verdict(path, {**UNDO, "of": one})
    with pytest.raises(ShuttenError, match="was taken back before"):
        read_verdicts(path)


def test_two_reviewers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "verdicts.jsonl"

    def decide(reviewer):
        for number in range(20):
            append_verdict(path, {**CORRECTION, "row": f"figure-{number}", "reviewer": reviewer})

    reviewers = [threading.Thread(target=decide, args=(name,)) for name in ("mk", "li")]
    for each in reviewers:
        each.start()
    for each in reviewers:
        each.join()
    found = read_verdicts(path).changes
    assert sorted((each.reviewer, each.row) for each in found) == sorted(
        (reviewer, f"figure-{number}") for reviewer in ("mk", "li") for number in range(20)
    )


def test_half_a_last_line_counts_for_nothing_and_is_replaced(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    append_verdict(path, GOOD)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    assert len(read_verdicts(path).identities) == 1
    append_verdict(path, CORRECTION)
    assert len(read_verdicts(path).all_lines) == 2


def test_the_key_of_a_line_is_that_of_its_text_wherever_it_stands():
    text, moved = "題\n 売上は5千万円。 \n続き", "前書き\n\n売上は5千万円。"
    start, other = text.index("5千"), moved.index("5千")
    assert line_key(text, start, start + 4) == line_key(moved, other, other + 4)
    assert line_key(text, start, start + 4) != line_key(text, 0, 1)
    assert line_key(text, 0, len(text)) == line_key(text.strip(), 0, len(text.strip()))


def test_many_verdicts_are_added_together_or_not_at_all(tmp_path):
    path = tmp_path / "verdicts.jsonl"
    given = [
        {"verdict": "same", "one": f"org-{number}", "other": "org-x", "reviewer": "mk", "time": "2026-01-05T09:30:00Z"}
        for number in range(3)
    ]
    ids = append_verdicts(path, given)
    assert ids == tuple(line.verdict_id for line in read_verdicts(path).all_lines)
    assert len(set(ids)) == 3
    with pytest.raises(ShuttenError):
        append_verdicts(path, [given[0], {"verdict": "maybe"}])
    assert len(read_verdicts(path).all_lines) == 3
