import json

import pytest

from extract.errors import ShuttenError
from extract.sources.verdicts import Verdict, named, read_verdicts

GOOD = {"verdict": "same", "one": "model:千问", "other": "model-qwen", "reviewer": "mk", "time": "2026-01-05T09:30:00Z"}


def write(folder, *lines):
    path = folder / "verdicts.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def test_no_file_has_no_verdicts(tmp_path):
    assert read_verdicts(tmp_path / "verdicts.jsonl") == ()


def test_verdicts_come_in_the_order_of_their_lines(tmp_path):
    path = write(tmp_path, GOOD, "", {**GOOD, "verdict": "different", "note": ""}, {**GOOD, "time": "2026-01-05"})
    one, two, three = read_verdicts(path)
    assert one == Verdict(True, "model:千问", "model-qwen", "mk", "2026-01-05T09:30:00Z", place=f"{path}, line 1")
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
