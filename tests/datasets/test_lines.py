"""A CSV file made of lines of the one before is the same, byte for byte, as one that is made anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.datasets.columns import table_of
from extract.datasets.csv_columns import csv_parts
from extract.datasets.keep import Keep
from extract.datasets.lines import Difference, Lines, prints_difference
from extract.datasets.schema import read_schemas
from extract.ids import sha256_bytes

SCHEMA = read_schemas()["people"]
NAMES = st.dictionaries(
    st.sampled_from([f"person-{number}" for number in range(9)]),
    st.sampled_from(["李开复", '=1+1, "quoted"', "two\nlines", "x" * 70, " spaced "]),
    max_size=9,
)


def people(named):
    empty = dict.fromkeys(SCHEMA.fields)
    rows = [{**empty, "person_id": key, "name": name, "aliases": [name]} for key, name in named.items()]
    return table_of(SCHEMA, SCHEMA.sorted(rows))


def written(folder, kept, named, packages=None):
    """Write a file as a package does; return its bytes and its hash."""
    lines = Lines(kept, [folder] if packages is None else packages)
    data = b"".join(lines.parts(SCHEMA, people(named)))
    (folder / "people.csv").write_bytes(data)
    lines.note("people", sha256_bytes(data), len(data))
    return data, sha256_bytes(data)


def anew(named):
    return b"".join(csv_parts(SCHEMA, people(named)))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(steps=st.lists(NAMES, min_size=2, max_size=4))
def test_lines_are_copied_whatever_came_changed_and_went(tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("lines")
    for named in steps:
        assert written(folder, Keep(folder / "kept"), named)[0] == anew(named)


def test_lines_that_stay_are_not_made_again(tmp_path, monkeypatch):
    kept, named = Keep(tmp_path / "kept"), {f"person-{number}": "x" for number in range(5)}
    written(tmp_path, kept, named)
    made = []

    def noting(schema, table):
        made.extend(table["person_id"].to_pylist())
        return lines_of(schema, table)

    from extract.datasets import lines as module

    lines_of = module.csv_lines
    monkeypatch.setattr(module, "csv_lines", noting)
    written(tmp_path, kept, {**named, "person-2": "y", "person-7": "z"})
    assert made == ["person-2", "person-7"]


@pytest.mark.parametrize("edit", [lambda data: data.replace(b"person-1", b"person-9"), lambda data: data + b"more\n"])
def test_a_file_that_somebody_edited_is_not_copied_from(tmp_path, edit):
    kept, named = Keep(tmp_path / "kept"), {"person-1": "a", "person-2": "b"}
    written(tmp_path, kept, named)
    path = tmp_path / "people.csv"
    path.write_bytes(edit(path.read_bytes()))
    assert written(tmp_path, kept, named)[0] == anew(named)


def test_the_file_is_looked_for_in_all_packages(tmp_path):
    kept, named = Keep(tmp_path / "kept"), {"person-1": "a"}
    written(tmp_path, kept, named)
    path = tmp_path / "people.csv"
    (tmp_path / "version").mkdir()
    path.rename(tmp_path / "version" / path.name)
    path.write_bytes(b"another version")
    lines = Lines(kept, [tmp_path / "nothing", tmp_path, tmp_path / "version"])
    assert b"".join(lines.parts(SCHEMA, people({"person-0": "b", **named}))) == anew({"person-0": "b", **named})


def test_rows_are_counted_by_what_is_kept(tmp_path):
    sides = []
    for number, named in enumerate(({"person-1": "a", "person-2": "b"}, {"person-2": "c", "person-3": "b"})):
        folder = tmp_path / str(number)
        folder.mkdir()
        sides.append((Keep(folder / "kept"), written(folder, Keep(folder / "kept"), named)[1]))
    assert prints_difference("people", *sides) == Difference(new=1, changed=1, vanished=1)
    assert prints_difference("people", sides[0], sides[0]) == Difference(0, 0, 0)
    assert prints_difference("people", sides[0], (sides[0][0], sides[1][1])) is None
    assert prints_difference("people", sides[0], (Keep(tmp_path / "none"), sides[1][1])) is None
