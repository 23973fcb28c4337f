"""The file of sites: what an entry gives, and every fault of one as an error that names it and the remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.errors import ShuttenError
from extract.sources.knowledge import read_knowledge
from extract.sources.sites import NO_SITES, Sites

ENTRIES = r"""
- {id: site-a, names: [Aoba Hub, 青葉館]}
- id: site-b
  names: [Bee]
  model_pages: ['bee\.example/(?!data/)\w+/\w+$', 'bee\.example/m/']
  owners: ['bee\.example/(?!data/)(?:m/)?', 'hive\.example/']
"""


def read(folder: Path, content: str) -> Sites:
    (folder / "sites.yaml").write_text(content, encoding="utf-8")
    return read_knowledge(folder).sites


@pytest.mark.parametrize("name", ["Aoba Hub", "AOBA-HUB", "aobahub", "aoba_hub", "🐝Bee", "青葉館"])
def test_a_site_is_known_however_its_name_is_written(tmp_path, name):
    assert read(tmp_path, ENTRIES).is_site(name)


@pytest.mark.parametrize("name", ["Aoba", "Aoba Hubs", "", "site-a"])
def test_another_name_is_no_sites(tmp_path, name):
    assert not read(tmp_path, ENTRIES).is_site(name)


def test_pages_of_models_are_told_by_their_addresses(tmp_path):
    sites = read(tmp_path, ENTRIES)
    assert sites.is_model_page("https://bee.example/aoba/aoba7b")
    assert sites.is_model_page("https://bee.example/m/")
    assert not sites.is_model_page("https://bee.example/data/aoba7b")
    assert not sites.is_model_page("https://beexexample/aoba/aoba7b")


def test_without_the_file_no_site_is_known(tmp_path):
    assert read_knowledge(tmp_path).sites == NO_SITES
    assert not NO_SITES.is_site("GitHub")
    assert not NO_SITES.is_model_page("https://huggingface.co/aoba/aoba7b")


def test_patterns_do_not_run_into_each_other(tmp_path):
    sites = read(tmp_path, "- {id: site-a, names: [Aoba], model_pages: ['^a/x|b/x', '^c/']}\n")
    assert sites.is_model_page("b/x")
    assert sites.is_model_page("c/x")
    assert not sites.is_model_page("b/c/")


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("见https://bee.example/aoba/aoba7b。", {"aoba7b"}),
        ("[重み](https://bee.example/aoba/Aoba7B/tree/main)", {"aoba7b"}),
        ("See bee.example/aoba/aoba7b.", {"aoba7b"}),
        ("bee.example/m/wakaba, bee.example/aoba/aoba7b", {"wakaba", "aoba7b"}),
        ("bee.example/data/aoba7b", set()),
        ("bee.example/aoba; aoba/aoba7b", set()),
    ],
)
def test_models_are_told_by_the_addresses_in_a_text(tmp_path, text, models):
    assert read(tmp_path, ENTRIES).models_in(text) == models


def test_a_text_of_any_length_is_looked_through():
    sites = Sites(model_pages=(re.compile("bee/"),))
    assert sites.models_in("a" * 200_000) == set()
    assert len(sites.models_in("bee/" * 50_000)) == 1


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("https://bee.example/aoba/aoba7b", [("aoba", "aoba7b")]),
        ("https://bee.example/m/aoba-lab", [("aoba-lab", "")]),
        ("hive.example/aoba, bee.example/wakaba/x", [("wakaba", "x"), ("aoba", "")]),
        ("bee.example/data/aoba", []),
        ("aoba.example/aoba", []),
    ],
)
def test_owners_are_told_by_the_addresses_in_a_text(tmp_path, text, owners):
    assert list(read(tmp_path, ENTRIES).owners_in(text)) == owners


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: b\n", "not a list"),
        ("- Aoba\n", "line 1: has no id"),
        ("# sites\n- {names: [Aoba]}\n", "line 2: has no id"),
        ("- {id: site-a}\n", r"\(site-a\) has no list of texts 'names'"),
        ("- {id: site-a, names: Aoba}\n", r"\(site-a\) has no list of texts 'names'"),
        ("- {id: site-a, names: [1]}\n", r"\(site-a\) has no list of texts 'names'"),
        ("- {id: site-a, names: [Aoba], model_pages: aoba}\n", "no list of texts 'model_pages'"),
        ("- {id: site-a, names: [Aoba], pages: [aoba]}\n", "unknown keys pages"),
        ("- {id: site-a, names: [Aoba], model_pages: ['aoba(']}\n", r"no regular expression: aoba\("),
        ("- {id: site-a, names: [Aoba], owners: aoba}\n", "no list of texts 'owners'"),
        ("- {id: site-a, names: [Aoba], owners: ['(?P<owner>x)/']}\n", "'owners' that is no regular expression"),
    ],
)
def test_a_fault_names_the_entry_and_the_remedy(tmp_path, content, said):
    with pytest.raises(ShuttenError, match=said) as caught:
        read(tmp_path, content)
    assert "sites.yaml" in caught.value.place
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "is_site"), [("Hugging Face", True), ("GitHub", True), ("ModelScope", True), ("OpenAI", False)]
)
def test_the_sites_that_the_project_knows(knowledge, name, is_site):
    assert knowledge.sites.is_site(name) is is_site


@pytest.mark.parametrize(
    ("path", "is_page"),
    [
        ("huggingface.co/aoba/Aoba-7B", True),
        ("huggingface.co/aoba/Aoba-7B/", True),
        ("huggingface.co/datasets/aoba/Aoba-QA", False),
        ("huggingface.co/spaces/aoba/demo", False),
        ("huggingface.co/aoba", False),
        ("hf.co/aoba/Aoba-7B", True),
        ("shelf.co/aoba/Aoba-7B", False),
        ("modelscope.cn/models/aoba/Aoba-7B", True),
        ("modelscope.cn/datasets/aoba/Aoba-QA", False),
        ("github.com/aoba/Aoba-7B", False),
    ],
)
def test_the_pages_of_models_that_the_project_knows(knowledge, path, is_page):
    assert knowledge.sites.is_model_page(f"https://{path}") is is_page


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("github.com/aoba-lab/kaede", [("aoba-lab", "kaede")]),
        ("github.com/sponsors/aoba-lab", []),
        ("gitee.com/aoba-lab", [("aoba-lab", "")]),
        ("huggingface.co/aoba-lab/Kaede-7B", [("aoba-lab", "Kaede-7B")]),
        ("huggingface.co/datasets/aoba-lab/Kaede-QA", [("aoba-lab", "Kaede-QA")]),
        ("huggingface.co/docs/kaede", []),
        ("modelscope.cn/organization/aoba-lab", [("aoba-lab", "")]),
        ("modelscope.cn/docs/aoba-lab", []),
    ],
)
def test_the_owners_that_the_project_knows(knowledge, path, owners):
    assert list(knowledge.sites.owners_in(f"https://{path}")) == owners
