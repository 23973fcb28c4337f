"""Only what is new is read and merged; what is kept changes nothing in what comes out."""

import itertools
import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from dataset_samples import KNOWLEDGE, at, figure, ref, release, text_document
from hypothesis import given, settings
from hypothesis import strategies as st
from test_merge import all_documents

from extract.claims.claim import RelationClaim
from extract.datasets import contradictions, incremental, merge
from extract.datasets.build import DocumentClaims
from extract.datasets.engine import Engine
from extract.datasets.incremental import build_tables
from extract.datasets.lines import CONTENT, KEY, row_prints
from extract.datasets.schema import read_schemas
from extract.datasets.store import write_package

pytestmark = pytest.mark.slow

COPIED = (
    "北河智能于2024年3月18日发布大模型辰星-2。辰星-2的参数量为720亿，北河智能表示它将向所有开发者开放，并公布训练数据。"
)
ENTITIES = ("organizations", "people", "models", "products", "links")


def related(document, subject, predicate, target, quote):
    return RelationClaim(
        evidence=(at(document, quote),),
        rule="relation",
        confidence=0.9,
        subject=subject,
        predicate=predicate,
        object=target,
    )


def told_by_sites() -> list[DocumentClaims]:
    """Documents that are copies of each other, correct one another and name what others name in another way."""
    first, second = (
        text_document(text, "zh", "辰星-2发布", url=f"https://{text[-2]}.example/1") for text in (COPIED, f"{COPIED}　")
    )
    third = text_document(
        "更正：辰星-2的参数量为70亿。GLM-4.5由智谱发布。", "zh", "更正：辰星-2正式上线供用户试用", published="2031-05"
    )
    fourth = text_document(
        "辰星-2的参数量为720亿。GLM-4.5由智源发布。GLM-5的参数量为12亿。GLM-Legal有12亿个参数。",
        "zh",
        "辰星-2正式上线供用户试用",
    )
    said = {
        first: lambda each: (
            figure(each, ref(each, "model", "辰星-2"), "辰星-2的参数量为720亿", "72000000000"),
            release(each, ref(each, "model", "辰星-2"), COPIED[:10], "2024-03-18",
                    organization=ref(each, "organization", "北河智能")),
        ),
        third: lambda each: (
            figure(each, ref(each, "model", "辰星-2"), "辰星-2的参数量为70亿", "7000000000"),
            related(each, ref(each, "model", "GLM-4.5", "model-glm", version="4.5"), "developed_by",
                    ref(each, "organization", "智谱", "org-zhipu"), "GLM-4.5由智谱发布"),
        ),
        fourth: lambda each: (
            figure(each, ref(each, "model", "辰星-2", aliases=("Chenxing-2",)), "辰星-2的参数量为720亿", "72000000000"),
            related(each, ref(each, "model", "GLM-4.5", "model-glm", version="4.5"), "developed_by",
                    ref(each, "organization", "智源", "org-baai"), "GLM-4.5由智源发布"),
            figure(each, ref(each, "model", "GLM-5", "model-glm", version="5"), "12亿", "1200000000"),
            figure(each, ref(each, "model", "GLM-Legal"), "GLM-Legal有12亿个参数", "1200000000"),
        ),
    }  # fmt: skip
    said[second] = said[first]
    return [DocumentClaims(each, claims(each)) for each, claims in said.items()]


READ = {Path(f"{number}.json"): each for number, each in enumerate((*all_documents(), *told_by_sites()))}
PATHS = list(READ)


class Reader:
    """Reads the samples and notes which."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, path):
        self.asked.append(path.stem)
        return READ[path], ()


def build(folder, paths, read=None, lasting=lambda _: True):
    reader = Reader()
    tables, problems = build_tables(paths, read or reader, KNOWLEDGE, (), folder, lasting)
    assert not problems
    return tables, reader.asked


@cache
def anew(paths: frozenset[Path]):
    """Return what a build of nothing gives."""
    with tempfile.TemporaryDirectory() as folder:
        return build(Path(folder), sorted(paths))[0]


@pytest.fixture(autouse=True)
def everything_is_merged_anew_only_when_it_must(monkeypatch):
    monkeypatch.setattr("extract.datasets.news._MOST", 1)  # the samples are few


@pytest.fixture
def merged(monkeypatch):
    """Note of each merge whether it went on from the one before."""
    noted = []

    def noting(before, *more):
        noted.append(before is not None)
        return merge_since(before, *more)

    merge_since = incremental.merge_since
    monkeypatch.setattr(incremental, "merge_since", noting)
    return noted


def test_the_samples_try_what_documents_do_to_each_other():
    rows = {dataset: table.to_pylist() for dataset, table in anew(frozenset(PATHS)).items()}
    assert len(rows["documents"]) < len(PATHS)  # a copy
    assert any(row["corrects"] for row in rows["documents"])
    assert "corrected" in {row["reason"] for row in rows["conflicts"]}
    assert any(row["cited_document_id"] for row in rows["citations"])
    assert {"low-confidence", "foreign-key", "required"} <= {row["check"] for row in rows["quarantine"]}
    assert rows["links"]


def test_a_stored_document_is_not_read_again_and_a_new_one_is(tmp_path, merged):
    first, second, third = PATHS[:3]
    assert build(tmp_path / "kept", [first, second])[1] == ["0", "1"]
    found, asked = build(tmp_path / "kept", [third, second, first])
    assert asked == ["2"]
    assert merged == [False, True]
    assert found == anew(frozenset([first, second, third]))
    assert build(tmp_path / "kept", [first, third])[1] == []


@pytest.mark.parametrize("damaged", ["evidence.arrow", "index.json"])
def test_what_is_damaged_is_made_again(tmp_path, damaged):
    expected, asked = build(tmp_path, PATHS)
    for file in tmp_path.rglob(damaged):
        file.write_bytes(file.read_bytes()[:-1])
    found = build(tmp_path, PATHS)
    assert found[0] == expected
    assert sorted(found[1]) == sorted(asked)


def test_without_documents_there_are_no_tables(tmp_path):
    assert build(tmp_path, []) == ({}, [])


def test_only_rows_that_new_documents_touch_are_checked_and_judged(tmp_path, monkeypatch):
    checked = []

    def noting(schema, rows, **more):
        checked.extend(str(row[schema.primary_key]) for row in rows)
        check(schema, rows, **more)

    def judging(rows, same):
        checked.extend(row["figure_id"] for row in rows.get("figures", ()))
        return find(rows, same)

    check, find = merge.check_independently, contradictions.find_conflicts
    monkeypatch.setattr(merge, "check_independently", noting)
    monkeypatch.setattr(contradictions, "find_conflicts", judging)
    before, _ = build(tmp_path, PATHS[:6])
    assert {row for name in ENTITIES for row in before[name][0].to_pylist()} <= set(checked)
    checked.clear()
    after, _ = build(tmp_path, PATHS[:7])
    new = text_rows(after) - text_rows(before)
    assert new
    assert {each for each in new if each.startswith(("org-", "model-"))} <= set(checked)
    assert "person-李开复" not in checked
    assert not [each for each in before["figures"]["figure_id"].to_pylist() if each in checked]


def text_rows(tables):
    return {row for name in ENTITIES for row in tables[name][0].to_pylist()}


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(st.sets(st.sampled_from(range(len(PATHS))), min_size=1), min_size=2, max_size=5),
    seed=st.randoms(use_true_random=False),
)
def test_whatever_comes_and_goes_the_tables_are_those_of_a_build_of_nothing(tmp_path_factory, steps, seed):
    folder = tmp_path_factory.mktemp("steps")
    for step in steps:
        paths = [PATHS[each] for each in step]
        seed.shuffle(paths)
        assert build(folder, paths)[0] == anew(frozenset(paths))


def test_each_row_has_the_print_of_what_it_says_whenever_it_was_made(tmp_path):
    for paths in (PATHS[1:], PATHS):
        tables, _ = build(tmp_path, paths)
    for dataset, schema in read_schemas().items():
        expected = row_prints(schema, tables[dataset].select(list(schema.fields)), Engine())
        assert tables[dataset].select([KEY, CONTENT]) == expected, dataset


@pytest.mark.parametrize("left_out", range(len(PATHS)))
def test_a_document_that_goes_and_comes_again_leaves_the_same_files(tmp_path, merged, left_out):
    fewer = [path for number, path in enumerate(PATHS) if number != left_out]
    for paths in (PATHS, fewer, PATHS):
        found, expected = build(tmp_path / "kept", paths)[0], anew(frozenset(paths))
        assert found == expected
        write_package(found, tmp_path / "written")
        write_package(expected, tmp_path / "anew")
        for path in (tmp_path / "anew").iterdir():
            assert path.read_bytes() == (tmp_path / "written" / path.name).read_bytes(), path.name
    assert [each for each in merged if each] == [True, True]


def test_a_document_of_which_another_source_is_read_is_another(tmp_path, merged):
    """Two files of one text, of which the second says that there is another address."""
    first = READ[PATHS[0]]
    again = DocumentClaims(replace(first.document, addresses=("https://mirror.example/",)), first.claims[:2])
    told = {**READ, Path("more.json"): again}
    more = Path("more.json")
    for paths in (PATHS, [*PATHS, more], PATHS, [more, *PATHS[1:]]):
        found = build(tmp_path / "kept", paths, lambda path: (told[path], ()))[0]
        assert found == build(tmp_path / str(len(merged)), paths, lambda path: (told[path], ()))[0]
    assert merged == [False, False, True, False, True, False, True, False]


@pytest.mark.parametrize("left", ["figures.arrow", "index.json", "shown.arrow"])
def test_what_a_merge_left_may_be_damaged_or_gone(tmp_path, left, merged):
    expected, _ = build(tmp_path, PATHS[:5])
    [file] = [path for path in tmp_path.rglob(left) if path.parts[-3].endswith("-last")]
    file.write_bytes(file.read_bytes()[:-1])
    assert build(tmp_path, PATHS[:5])[0] == expected
    [file] = [path for path in tmp_path.rglob(left) if path.parts[-3].endswith("-last")]
    file.unlink()
    assert build(tmp_path, PATHS[:5])[0] == expected
    assert build(tmp_path, PATHS[:5])[0] == expected
    assert merged == [False, False, False, True]


def test_what_other_code_left_counts_for_nothing(tmp_path, merged, monkeypatch):
    expected, _ = build(tmp_path, PATHS)
    monkeypatch.setattr(incremental, "maker", lambda: "another")
    assert build(tmp_path, PATHS)[0] == expected
    assert merged == [False, False]


def test_a_merge_that_was_left_by_any_build_before_will_do(tmp_path, merged):
    """As after a build that was killed before it could clear away what the one before had left, or long ago."""
    build(tmp_path / "kept", PATHS[:4])
    [old] = (tmp_path / "kept").glob("*-last/*")
    kept = old.rename(tmp_path / "old")
    build(tmp_path / "kept", PATHS[2:8])
    [new] = (tmp_path / "kept").glob("*-last/*")
    new.rename(tmp_path / "new")
    kept.rename(new)
    assert build(tmp_path / "kept", PATHS)[0] == anew(frozenset(PATHS))
    assert merged[2]


class Killed(BaseException):
    """Ends a build as a signal does: nothing is cleared away."""


@pytest.mark.parametrize("step", range(6))
def test_a_build_that_is_killed_anywhere_loses_and_doubles_nothing(tmp_path, monkeypatch, step):
    """Before the new pack, the new merge and the packs as one have their names, and before what was there is removed."""
    monkeypatch.setattr(incremental, "_PACKS", 1)
    build(tmp_path, PATHS[:6])
    steps = itertools.count()

    def until(act):
        def acting(*given, **more):
            if next(steps) == step:
                raise Killed
            return act(*given, **more)

        return acting

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", until(Path.rename))
        patched.setattr(shutil, "rmtree", until(shutil.rmtree))
        with pytest.raises(Killed):
            build(tmp_path, PATHS[1:])
    assert build(tmp_path, PATHS)[0] == anew(frozenset(PATHS))
    assert build(tmp_path, PATHS[2:])[0] == anew(frozenset(PATHS[2:]))
    assert not list(tmp_path.glob("*-last/.writing-*"))


def test_documents_that_are_in_no_pack_any_more_are_merged_without(tmp_path, merged, monkeypatch):
    """The packs are written anew as one, and later a document goes whose rows are not kept."""
    monkeypatch.setattr(incremental, "_PACKS", 1)
    for paths in (PATHS[:4], PATHS[:6], PATHS[:3], PATHS[:8], PATHS[4:9], PATHS):
        assert build(tmp_path / "kept", paths)[0] == anew(frozenset(paths))
    assert sum(merged) == 5
    assert len(list((tmp_path / "kept").glob("[0-9a-f]*[0-9a-f]/*"))) <= 2


def test_what_may_change_under_its_name_is_read_and_merged_again(tmp_path, merged):
    document = text_document("GLM-4.5的参数量为355亿。", "zh")
    for value in ("35500000000", "12"):
        claims = (figure(document, ref(document, "model", "GLM-4.5"), "GLM-4.5的参数量为355亿", value),)
        tables, _ = build(
            tmp_path, [Path("a.json")], lambda _, said=claims: (DocumentClaims(document, said), ()), lambda _: False
        )
        assert [int(each) for each in tables["figures"]["value"].to_pylist()] == [int(value)]
    assert merged == [False, False]
