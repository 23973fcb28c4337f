"""All names of a line: the finders of new ones, a user's own among them, and which of two names counts that overlap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.lang.language import load_language
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.name_pipeline import NamePipeline, resolved
from extract.mentions.names import NameFinder
from extract.text import Span, clean

# A module and the metadata of the distribution that it comes from, as a user's package installs them.
COMPONENT = '''
import re

from spacy.language import Language

from extract.mentions.mention import Mention, Name
from extract.text import Span


@Language.component("user_computers")
def find_computers(doc):
    """Set entities."""
    found = [doc.char_span(*match.span(1), label="PRODUCT") for match in re.finditer("スパコン「(.+?)」", doc.text)]
    found += [doc.char_span(*match.span(), label="GPE") for match in re.finditer("これ|这", doc.text)]  # no type of ours
    doc.ents = (*doc.ents, *filter(None, found))
    return doc


@Language.component("user_machines")
def find_machines(doc):
    """Append names, with what it sees of the line."""
    assert doc._.name_line.text == doc.text
    for match in re.finditer("计算机“(.+?)”", doc.text):
        if doc._.name_line.language.code == "zh":
            mention = Mention(Span(*match.span(1)), match[1], Name((), "product"), "user.machine", 0.6)
            doc._.names.append(mention)
    return doc
'''
ENTRY_POINTS = """
[spacy_factories]
user_computers = user_finders:find_computers
user_machines = user_finders:find_machines

[shutten.name_finders]
computers = user_computers
machines = user_machines
"""
# spaCy reads the entry points when it is imported, so the names are found in a process of their own.
FIND = """
import json, sys
from extract.lang.language import load_language
from extract.mentions.name_line import NameLine
from extract.mentions.name_pipeline import NamePipeline
from extract.mentions.names import NameFinder
from extract.sources.knowledge import Knowledge

names = NamePipeline(NameFinder(Knowledge({})))
for code, text in json.load(sys.stdin):
    found = names.find(NameLine(text, load_language(code))).names
    print(json.dumps([[*name.span, name.text, name.value.entity_type, name.rule, name.confidence] for name in found]))
"""


@pytest.fixture
def user_package(tmp_path: Path) -> Path:
    """Return a folder into which a user's distribution is installed."""
    (tmp_path / "user_finders.py").write_text(COMPONENT, encoding="utf-8")
    info = tmp_path / "user_finders-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: user-finders\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(ENTRY_POINTS, encoding="utf-8")
    return tmp_path


def with_package(folder: Path | None) -> dict[str, str]:
    """Return the environment of this process, in which a user's package is found before whatever is found now."""
    given = os.environ.get("PYTHONPATH")
    path = [str(folder), *([given] if given else [])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)} if folder else dict(os.environ)


def found_with(folder: Path | None, *lines: tuple[str, str]) -> list[list[list[object]]]:
    run = subprocess.run(
        [sys.executable, "-c", FIND],
        input=json.dumps(lines),
        env=with_package(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


class TestUsersComponents:
    LINES = (
        ("ja", "これはスパコン「若葉」の話だ。"),
        ("zh", "这是计算机“若叶”的故事。"),
        ("ja", "若葉の話だ。"),
    )

    def test_names_of_components_behind_entry_points_are_found(self, user_package: Path) -> None:
        assert found_with(user_package, *self.LINES) == [
            [[8, 10, "若葉", "product", "names.entity", 0.85]],
            [[6, 8, "若叶", "product", "user.machine", 0.6]],
            [],
        ]

    def test_a_package_of_finders_changes_what_is_read_of_a_document(self, user_package: Path) -> None:
        code = "from pathlib import Path; from extract.cache import fingerprint; print(fingerprint(Path('none')))"
        prints = {
            subprocess.run(
                [sys.executable, "-c", code],
                env=with_package(folder),
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for folder in (None, None, user_package)
        }
        assert len(prints) == 2

    def test_none_is_found_when_the_package_is_not_there(self) -> None:
        assert found_with(None, *self.LINES) == [[], [], []]


@pytest.fixture
def names(own_names: Callable[..., NameFinder]) -> NamePipeline:
    return NamePipeline(own_names(models="- {id: model-wakaba, ja: 若葉, zh: 若叶}"))


def found(names: NamePipeline, text: str, code: str = "ja") -> list[Mention]:
    return list(names.find(NameLine(text, load_language(code))).names)


def test_known_and_new_names_stand_in_order(names: NamePipeline) -> None:
    mentions = found(names, "Kaede-7B-Chatと若葉とMomiji-13Bを比べた。")
    assert [(each.text, each.rule, bool(each.value.candidates)) for each in mentions] == [  # type: ignore[union-attr]
        ("Kaede-7B-Chat", "names.model-with-size", False),
        ("若葉", "names.known", True),
        ("Momiji-13B", "names.model-with-size", False),
    ]


def test_the_entities_of_one_line_are_not_those_of_the_next(names: NamePipeline) -> None:
    assert found(names, "Kaede-7Bを公開した。")
    assert found(names, "公開した。") == []


TEXT = "青葉智能研究所の若葉"


def mention(start: int, end: int, *, known: bool = False, confidence: float = 0.8, rule: str = "test") -> Mention:
    candidates = ("org-aoba",) if known else ()
    return Mention(Span(start, end), TEXT[start:end], Name(candidates, "organization"), rule, confidence)


class TestResolved:
    def test_the_longer_of_two_that_overlap_counts(self) -> None:
        short, long, apart = mention(0, 4, known=True, confidence=1.0), mention(0, 7, confidence=0.5), mention(8, 10)
        assert resolved([apart, short, long]) == [long, apart]

    def test_one_within_another_and_one_across_its_end_are_left_out(self) -> None:
        whole, within, across = mention(0, 7), mention(2, 4), mention(6, 10)
        assert resolved([within, across, whole]) == [whole]

    def test_of_one_place_the_known_name_counts(self) -> None:
        known, new = mention(0, 7, known=True, confidence=0.5), mention(0, 7, confidence=0.9)
        assert resolved([new, known]) == resolved([known, new]) == [known]

    def test_of_one_place_and_none_known_the_surest_counts(self) -> None:
        sure, unsure = mention(0, 7, confidence=0.9), mention(0, 7, confidence=0.6)
        assert resolved([unsure, sure]) == resolved([sure, unsure]) == [sure]

    def test_names_that_touch_are_both_kept(self) -> None:
        left, right = mention(0, 4), mention(4, 7)
        assert resolved([right, left]) == [left, right]

    def test_of_none_there_is_none(self) -> None:
        assert resolved([]) == []


PIECES = st.sampled_from(
    ["若葉", "若叶", "-7B", "Kaede", "-Chat", "「", "」", "“", "”", "（", "）", "大模型", "モデル", "株式会社", "大学", "研究所", "公司", "CEO",
     "氏", "发布了", "公開した", "、", "。", " ", "\n", "ＡＩ", "𠮷", "か\u3099", "2.0", "北京", "东京", "張", "王", "《", "》", "…", "[", "](https://example.org/x)"]
)  # fmt: skip


class TestAnyText:
    @given(
        text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join)),
        code=st.sampled_from(["ja", "zh"]),
    )
    @settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_names_are_in_range_in_order_and_apart(self, finder: NameFinder, text: str, code: str) -> None:
        cleaned = clean(text).text
        line = NameLine(cleaned, load_language(code))
        assert line.text == cleaned
        result = NamePipeline(finder).find(line)
        end = 0
        for name in result.names:
            assert end <= name.span.start < name.span.end <= len(cleaned)
            assert name.text == name.span.of(cleaned)
            assert isinstance(name.value, Name)
            assert 0 < name.confidence <= 1
            end = name.span.end
        for place in result.nested:
            assert place.text == place.span.of(cleaned)
            assert any(name.span.covers(place.span) for name in result.names)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kaede Text G1 - Expressモデルを使う。", ["Kaede Text G1 - Express"]),
        ("Momijiモデルを使う。", ["Momiji"]),
    ],
)
def test_a_model_of_several_words_is_one_name(names: NamePipeline, text: str, wanted: list[str]) -> None:
    assert [each.text for each in found(names, text)] == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("Kaede Text G1 - Express", ["Kaede Text G1 - Express"]),
        ("Kaede、Momiji", ["Kaede", "Momiji"]),
        ("利用不可", []),
    ],
)
def test_the_cells_of_a_column_of_models(names: NamePipeline, cell: str, wanted: list[str]) -> None:
    line = NameLine(cell, load_language("ja"), "ベースモデル")
    assert [each.text for each in names.find(line).names] == wanted
