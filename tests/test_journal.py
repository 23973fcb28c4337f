import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.journal import append_line, append_lines, is_half


def test_lines_of_many_writers_stay_whole(tmp_path):
    path = tmp_path / "log"
    lines = [str(number) * 2000 for number in range(8)]
    writers = [threading.Thread(target=append_line, args=(path, line)) for line in lines]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(path.read_text().split("\n")) == sorted([*lines, ""])


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), min_size=1, max_size=3), st.data())
def test_what_a_power_cut_leaves_is_half_a_line(content, data):
    line = json.dumps(content, ensure_ascii=False).encode()
    cut = data.draw(st.integers(1, len(line) - 1))
    assert not is_half(line)
    assert is_half(line[:cut]) or line[:cut].endswith(b"}")  # a brace inside a text cannot be told from the end


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b'{"b": 2}\n'),
        (b'{"a": 1}\n{"a": "ha', b'{"a": 1}\n{"b": 2}\n'),
        (b'{"a": "ha', b'{"b": 2}\n'),
        (b'{"a": 1}', b'{"a": 1}\n{"b": 2}\n'),  # written by hand, without a line end
        (b'{"a": wrong}', b'{"a": wrong}\n{"b": 2}\n'),  # so was this: who reads it says what is wrong with it
    ],
)
def test_a_half_line_is_cut_off_and_a_whole_one_stays(tmp_path, before, after):
    path = tmp_path / "log"
    path.write_bytes(before)
    append_line(path, '{"b": 2}')
    assert path.read_bytes() == after


def test_many_lines_go_in_at_once_behind_what_is_there(tmp_path):
    path = tmp_path / "log"
    append_line(path, "first")
    append_lines(path, ["second", "third"])
    append_lines(path, [])
    assert path.read_text() == "first\nsecond\nthird\n"


@pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 200_000])
@pytest.mark.parametrize("last", ['{"a": "%s"}', '{"a": "%s'])
def test_a_last_line_of_any_length_is_told_whole_from_half(tmp_path, size, last):
    path = tmp_path / "log"
    given = last % ("x" * size)
    path.write_text('{"b": 1}\n' + given)
    append_line(path, '{"c": 2}')
    kept = f"{given}\n" if given.endswith("}") else ""
    assert path.read_text() == f'{{"b": 1}}\n{kept}{{"c": 2}}\n'
