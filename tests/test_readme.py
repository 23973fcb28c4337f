"""What the README tells a user to do can be done."""

import contextlib
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import yaml

from extract.cli import _EXIT_CODES, _parser, main
from extract.sources.catalogue import read_catalogue
from extract.sources.source import FileSource

ROOT = Path(__file__).parents[1]
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))  # test_guides.py runs their commands
SHUTTEN = Path(sys.executable).with_name("shutten")


def blocks(path, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def commands(program):
    """Return what stands behind `program` in the console blocks, as words."""
    lines = [line for path in PAPERS for block in blocks(path, "console") for line in block.split("\n")]
    return [shlex.split(line[2:])[1:] for line in lines if line.startswith(f"$ {program} ")]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A folder in which `output/datasets` is what the project publishes of its sample deck."""
    folder = tmp_path_factory.mktemp("readme")
    deck = ROOT / "sources" / "samples" / "deck.ja.pdf"
    with contextlib.chdir(folder):
        assert main(["extract", str(deck), "--output", "output/datasets"]) == 0
    return folder


def test_the_parser_knows_every_command():
    assert len(commands("shutten")) >= 4
    for words in commands("shutten"):
        options = _parser().parse_args(words)
        assert callable(options.command), words


def test_every_option_is_told():
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = subprocess.run([SHUTTEN, "run", "--help"], capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"--[a-z]+", shown)) - {"--help"}
    assert len(options) >= 5
    assert not {option for option in options if option not in told}


def test_every_exit_code_is_told():
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    for code in re.findall(r"^ *(\d+)  ", _EXIT_CODES, re.MULTILINE):
        assert re.search(rf"\b{code} (if|after)", told), code


def test_make_has_every_target():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = "\n".join(path.read_text(encoding="utf-8") for path in PAPERS)
    named = {words[0] for words in commands("make")} | set(re.findall(r"`make ([a-z-]+)`", text))
    assert {"run", "test"} <= named
    assert named <= targets


def test_the_catalogue_entry_has_all_keys_and_is_read(tmp_path):
    [example] = blocks(ROOT / "README.md", "yaml")
    (tmp_path / "catalogue.yaml").write_text(example, encoding="utf-8")
    assert set(yaml.safe_load(example)["sources"][0]) == set(FileSource.model_fields) - {"type"}
    [entry] = read_catalogue(tmp_path)
    assert (entry.entry_id, entry.expected_pages, entry.known.published) == ("report-2023", 13, "2023-08")


def test_the_python_snippets_run_and_show_rows(package):
    program = "\n".join(blocks(ROOT / "README.md", "python"))
    told = subprocess.run([sys.executable, "-c", program], cwd=package, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "2021-04" in told.stdout


def test_the_sql_snippet_gives_rows(package, monkeypatch):
    monkeypatch.chdir(package)
    [query] = blocks(ROOT / "README.md", "sql")
    rows = duckdb.sql(query).fetchall()
    assert rows
    assert all(row[1] > 1_000_000 for row in rows)


def test_the_datasets_page_names_every_dataset(package):
    told = (ROOT / "docs" / "datasets.md").read_text(encoding="utf-8")
    resources = json.loads((package / "output" / "datasets" / "datapackage.json").read_text(encoding="utf-8"))[
        "resources"
    ]
    assert len(resources) >= 16
    for resource in resources:
        assert f"`{resource['name']}`" in told


@pytest.mark.parametrize("path", [*PAPERS, *GUIDES], ids=lambda path: path.name)
def test_links_lead_to_files(path):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert all((path.parent / link).exists() for link in links), links


def test_the_picture_is_small_enough_for_a_page():
    assert 10_000 < (ROOT / "docs" / "evidence.png").stat().st_size < 300_000


def test_the_lock_names_no_index_and_has_hashes():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"://|^-[a-z-]|file:|(?<![:\w])/", text, re.MULTILINE), path.name
        pinned = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\n((?: {4}[^\n]*\n?)*)", text, re.MULTILINE)
        assert len(pinned) > 100
        assert all("--hash=sha256:" in hashes for hashes in pinned), path.name
