"""Shards put together are the rows of one build in memory, however they are cut, ordered or kept."""

import itertools
import random
from collections.abc import Sequence

import pytest
from dataset_samples import at, documents, figure, linker, ref, text_document
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claims.claim import CitationClaim, Claim, PolicyClaim
from extract.datasets.build import DocumentClaims, build_rows, merged
from extract.datasets.coerce import coerced, is_plain
from extract.datasets.columns import pa, rows_of, table_of
from extract.datasets.merge import merge
from extract.datasets.schema import DATASETS, Row, read_schemas
from extract.datasets.shard import shard_tables
from extract.datasets.store import write_package
from extract.datasets.validate import validate
from extract.documents.document import Document
from extract.mentions.mention import Bound

SCHEMAS = read_schemas()


def cites(document: Document, quote: str, title: str, confidence: float) -> Claim:
    return CitationClaim(
        evidence=(at(document, quote),), rule="cites", confidence=confidence,
        authors=(), year="", title=title, publisher="", language="zh",
    )  # fmt: skip


def more_documents() -> list[DocumentClaims]:
    """Documents that contradict the samples, cite them, and state what no dataset takes."""
    one = text_document("GLM-4.5的参数量为355亿。智谱的GLM-4.5。指南要求2027年前普及，出处不明。", "zh", "中国のAI")
    glm = ref(one, "model", "GLM-4.5", "model-glm", version="4.5")
    two = text_document(
        "飞星科技发布Feixing-2，参数量12。飞星科技又称Feixing。参考：《大模型报告》", "zh", "飞星", kind="moods"
    )
    feixing = ref(two, "model", "Feixing-2")
    three = text_document("Feixing-2有12亿参数，来源《大模型观察》。GLM-4.5用了355。", "zh", "观察")
    claims: dict[int, tuple[Claim, ...]] = {
        0: (
            figure(one, glm, "GLM-4.5的参数量为355亿", "35500000000", metric_text="参数量"),
            figure(one, glm, "355亿", "35500000000", metric_text="规模", confidence=0.3),
            PolicyClaim(
                evidence=(at(one, "2027年"),),
                rule="policy",
                confidence=0.9,
                jurisdiction=None,
                title="",
                scope="只有范围",
            ),
            cites(one, "出处不明", "大模型观察", 0.2),
        ),
        1: (figure(two, feixing, "参数量12", "12"),),
        2: (
            figure(three, ref(three, "model", "Feixing-2"), "12亿", "1200000000", bound=Bound.ABOUT),
            figure(
                three, ref(three, "model", "Feixing-2"), "12亿参数", "1200000000", bound=Bound.ABOUT, metric_text="参数"
            ),
            figure(three, ref(three, "model", "GLM-4.5", "model-glm", version="4.5"), "355", "35500000000"),
            cites(three, "《大模型观察》", "大模型观察", 0.9),
        ),
    }
    return [DocumentClaims(each, claims[number]) for number, each in enumerate((one, two, three))]


def all_documents() -> list[DocumentClaims]:
    return [*documents(), *more_documents()]


EXPECTED = validate(build_rows(all_documents(), linker()))


def merged_rows(parts: Sequence[Sequence[DocumentClaims]]) -> dict[str, list[Row]]:
    tables = [shard_tables(part, linker()) for part in parts]
    found = merge({name: pa.concat_tables([part[name] for part in tables]) for name in tables[0]}, linker())
    return {dataset: rows_of(SCHEMAS[dataset], found[dataset]) for dataset in DATASETS}


def expected_rows() -> dict[str, list[Row]]:
    return {dataset: rows_of(SCHEMAS[dataset], table_of(SCHEMAS[dataset], EXPECTED[dataset])) for dataset in DATASETS}


def test_the_samples_try_what_can_go_wrong():
    checks = {row["check"] for row in EXPECTED["quarantine"]}
    assert {"low-confidence", "required", "enum", "foreign-key", "evidence-without-row"} <= checks
    assert EXPECTED["conflicts"]
    assert any(row["cited_document_id"] for row in EXPECTED["citations"])
    assert any(len({each["document_id"] for each in EXPECTED["evidence"] if each["row_id"] == row["figure_id"]}) > 1
               for row in EXPECTED["figures"])  # fmt: skip


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**20), cuts=st.sets(st.integers(1, 5)))
def test_any_cut_in_any_order_gives_the_rows_of_one_build(seed, cuts):
    given_documents = all_documents()
    random.Random(seed).shuffle(given_documents)
    edges = [0, *sorted(cuts), len(given_documents)]
    parts = [given_documents[start:end] for start, end in itertools.pairwise(edges)]
    found, expected = merged_rows(parts), expected_rows()
    for dataset in DATASETS:
        assert found[dataset] == expected[dataset], dataset


@pytest.mark.slow
def test_the_files_are_the_same_bytes(tmp_path):
    given_documents = all_documents()[::-1]
    tables = [shard_tables([each], linker()) for each in given_documents]
    found = merge({name: pa.concat_tables([part[name] for part in tables]) for name in tables[0]}, linker())
    assert write_package(EXPECTED, tmp_path / "rows") == write_package(found, tmp_path / "tables")
    for path in (tmp_path / "rows").iterdir():
        assert path.read_bytes() == (tmp_path / "tables" / path.name).read_bytes(), path.name


def test_a_document_given_twice_counts_once():
    given_documents = all_documents()
    assert merged_rows([merged([*given_documents, *given_documents])]) == expected_rows()


@pytest.mark.slow
@pytest.mark.parametrize("left_out", range(6))
def test_without_a_document_its_part_is_gone(left_out):
    fewer = [each for number, each in enumerate(all_documents()) if number != left_out]
    expected = validate(build_rows(fewer, linker()))
    found = merged_rows([fewer])
    for dataset in DATASETS:
        assert found[dataset] == rows_of(SCHEMAS[dataset], table_of(SCHEMAS[dataset], expected[dataset])), dataset


TEXTS = st.sampled_from(["", "a", "org-a", "model-a\u3000b", "x\ud800", "\u200b", "2023", "人", None, 3])


@given(st.fixed_dictionaries({name: TEXTS for name in SCHEMAS["models"].fields if name != "aliases"}), st.lists(TEXTS))
def test_what_is_told_at_a_glance_is_so(row, aliases):
    row = {name: aliases if name == "aliases" else row[name] for name in SCHEMAS["models"].fields}
    if is_plain(SCHEMAS["models"], row):
        assert coerced(SCHEMAS["models"], row) == (row, [])


def test_most_rows_are_told_at_a_glance():
    models = EXPECTED["models"]
    assert models
    assert all(is_plain(SCHEMAS["models"], row) for row in models)
    assert not is_plain(SCHEMAS["models"], models[0] | {"name": None})
    assert not is_plain(SCHEMAS["organizations"], EXPECTED["organizations"][0] | {"established": "2023-13"})
