from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

import extract.review.app as app
from extract.datasets.schema import read_schemas
from extract.review.app.filters import CONFIDENCES, FACETS
from extract.review.app.translations import LANGUAGES, preferred, read_words, words
from extract.review.change import KINDS, change_schema
from extract.review.identities import COMPARED

FOLDER = Path(app.__file__).parent
OF_TERMS = (
    "status",
    "kind",
    "cause",
    "confidence",
    "dataset",
    "entity",
    "reason",
    "facet",
    "none",
    "sides",
    "means",
    "verdict",
    "keys",
    "publish",
    "notice",
)


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_each_language_has_the_same_texts_with_the_same_values(language: str) -> None:
    english, other = read_words("en"), read_words(language)
    assert set(other) == set(english)
    assert {key: _places(text) for key, text in other.items()} == {key: _places(text) for key, text in english.items()}
    assert all(text.strip() for text in other.values())


def test_every_text_that_a_page_asks_for_is_there_and_none_is_left_over() -> None:
    sources = [*FOLDER.glob("*.py"), *FOLDER.glob("templates/*.html")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    known = read_words("en")
    asked = set(re.findall(r'\bt\("([a-z_.]+)"[,)]', text)) | set(re.findall(r'"(fault\.[a-z_]+)"', text))
    assert asked <= set(known)
    left = {key for key in known if key not in asked and key.split(".")[0] not in OF_TERMS and f'"{key}"' not in text}
    assert left == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_stands_twice(language: str) -> None:
    # YAML takes the last of them without a word.
    node = yaml.compose((FOLDER / "translations" / f"{language}.yaml").read_text(encoding="utf-8"))
    assert isinstance(node, yaml.MappingNode)
    for mapping in (node, *(value for _, value in node.value if isinstance(value, yaml.MappingNode))):
        keys = [key.value for key, _ in mapping.value]
        assert len(set(keys)) == len(keys)


def _terms(group: str) -> set[str]:
    return {key.partition(".")[2] for key in read_words("en") if key.startswith(f"{group}.")}


def test_every_term_of_ours_has_a_word() -> None:
    fields = {field["name"]: field for field in change_schema().descriptor["fields"]}
    for name in ("kind", "status"):
        assert _terms(name) == set(fields[name]["constraints"]["enum"])
    assert _terms("cause") == set(re.findall(r"[a-z_]+", fields["cause"]["constraints"]["pattern"]))
    assert _terms("means") == set(KINDS)
    assert _terms("dataset") == set(COMPARED)
    assert _terms("facet") == _terms("none") == set(FACETS)
    assert _terms("confidence") == {name for name, _ in CONFIDENCES}
    links = {field["name"]: field for field in read_schemas()["links"].descriptor["fields"]}
    assert _terms("entity") == set(links["entity_type"]["constraints"]["enum"])
    assert _terms("reason") == set(links["reason"]["constraints"]["enum"])


def test_a_term_without_a_word_stands_for_itself() -> None:
    assert words("ja").name("dataset", "figures") == "数値"
    assert words("ja").name("source", "doc-1") == "doc-1"
    assert words("en").names("cause", "document_added+rules_changed") == "new document + changed rules"


def test_numbers_are_grouped() -> None:
    assert words("en")("list.heading", count=12345) == "12,345 changes"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ja,en;q=0.8", "ja"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("fr, en;q=0.5, ja;q=0.9", "ja"),
        ("de", "en"),
        ("ja;q=oops, zh;q=0.1", "zh"),
        ("ZH-TW", "zh"),
        (",;=,", "en"),
    ],
)
def test_the_browser_says_which_language(header: str, language: str) -> None:
    assert preferred(header) == language
