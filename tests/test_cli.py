"""The command line as a user meets it: real processes, their messages and their exit codes."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sources" / "samples"
SHUTTEN = Path(sys.executable).with_name("shutten")
JAPANESE = "百度は2023年3月16日に「文心一言」を発表した。出所:百度の発表をもとに作成。\n"


def shutten(*arguments, cwd=ROOT, python=()):
    words = [*python, str(SHUTTEN), *map(str, arguments)]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


NAMING_IMPORTS = (sys.executable, "-X", "importtime")


def imported(told):
    """Return the modules that a process with NAMING_IMPORTS has imported."""
    return {line.rpartition("|")[2].strip() for line in told.stderr.split("\n") if line.startswith("import time:")}


def hashes(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def rows(folder, dataset):
    return pq.read_table(folder / f"{dataset}.parquet").to_pylist()


def pdf(objects, trailer=b""):
    """Return a PDF of numbered objects, the first the catalogue."""
    body, offsets = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(body),
    )  # fmt: skip


EMPTY_PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
)
LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (b"61" * 32, b"62" * 32)


def test_help_names_both_commands_and_the_exit_codes():
    told = shutten("--help")
    assert told.returncode == 0
    for word in ("run", "extract", "exit codes"):
        assert word in told.stdout
    assert not told.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("read",), ("extract",), ("extract", "a.txt"), ("extract", "a.txt", "--output", "o", "--language", "en")],
)
def test_a_command_that_is_not_understood_ends_with_2(arguments):
    assert shutten(*arguments).returncode == 2


@pytest.mark.slow
def test_a_short_text_is_published_and_told(tmp_path):
    (tmp_path / "note.ja.txt").write_text(JAPANESE, encoding="utf-8")
    told = shutten("extract", "note.ja.txt", "--output", "out", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("1 document, 1 page\n")
    assert "0 Problems, " in told.stdout
    assert told.stdout.endswith("Complete: the datasets are in out/\n")
    assert told.stderr == f"[1/1] note.ja.txt: page 1, {len(JAPANESE)} characters\n"
    [release] = rows(tmp_path / "out", "releases")
    assert (release["date"], release["organization_id"]) == ("2023-03-16", "org-baidu")
    [page] = rows(tmp_path / "out", "pages")
    evidence = rows(tmp_path / "out", "evidence")
    assert {row["row_id"] for row in evidence} >= {release["release_id"]}
    assert all(page["text"][row["start"] : row["end"]] == row["quote"] for row in evidence)


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory):
    """One run over every kind of bad file and one good file; the folder and what the command told."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good.txt").write_text(JAPANESE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b" \n")
    (folder / "damaged.txt").write_bytes("百度发布文心一言。".encode() * 10 + b"\xff\xfe\xff")
    (folder / "english.txt").write_text("Baidu announced its chat model on 16 March 2023.\n" * 5, encoding="utf-8")
    (folder / "data.xlsx").write_bytes(b"PK\x03\x04" + bytes(range(256)))
    (folder / "no-text.pdf").write_bytes(pdf(EMPTY_PAGE))
    (folder / "locked.pdf").write_bytes(pdf(EMPTY_PAGE, LOCKED))
    (folder / "cut.pdf").write_bytes((SAMPLES / "deck.ja.pdf").read_bytes()[:1000])
    (folder / "folder.txt").mkdir()
    return folder, shutten("extract", *BAD, "good.txt", "--output", "out", cwd=folder, python=NAMING_IMPORTS)


BAD = {
    "missing.txt": "file-missing",
    "empty.txt": "file-empty",
    "damaged.txt": "text-damaged",
    "english.txt": "language-unsupported",
    "data.xlsx": "format-unknown",
    "no-text.pdf": "no-text",
    "locked.pdf": "pdf-encrypted",
    "cut.pdf": "pdf-truncated",
    "folder.txt": "file-is-folder",
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_problem_with_its_name_and_a_remedy(bad_run, name):
    _, told = bad_run
    [problem] = [line for line in told.stdout.split("\n") if line.startswith(f"Problem: {name}")]
    _, _, remedy = problem.partition(f"[{BAD[name]}] ")
    assert len(remedy) > 10, problem


def test_bad_files_keep_no_good_one_from_being_published(bad_run):
    folder, told = bad_run
    assert told.returncode == 1
    assert told.stdout.split("\n")[-2] == "NOT complete: the datasets are in out/"
    assert f"{len(BAD)} Problems" in told.stdout
    assert "Traceback" not in told.stderr
    assert [row["sha256"] for row in rows(folder / "out", "documents")] == [
        hashlib.sha256((folder / "good.txt").read_bytes()).hexdigest()
    ]


def test_neither_help_nor_extract_imports_prefect(bad_run):
    help_told, (_, told) = shutten("--help", python=NAMING_IMPORTS), bad_run
    assert "extract.cli" in imported(help_told)
    assert "extract.pipeline" in imported(told)
    assert "prefect" not in imported(help_told) | imported(told)


@pytest.mark.slow
def test_when_nothing_can_be_read_the_last_package_stays(tmp_path):
    (tmp_path / "note.ja.txt").write_text(JAPANESE, encoding="utf-8")
    assert shutten("extract", "note.ja.txt", "--output", "out", cwd=tmp_path).returncode == 0
    before = hashes(tmp_path / "out")
    told = shutten("extract", "typo.txt", "--output", "out", cwd=tmp_path)
    assert told.returncode == 1
    assert "Problem: typo.txt: " in told.stdout
    assert "nothing was written" in told.stdout
    assert hashes(tmp_path / "out") == before


@pytest.mark.slow
def test_an_output_that_cannot_be_written_ends_with_3(tmp_path):
    (tmp_path / "note.ja.txt").write_text(JAPANESE, encoding="utf-8")
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    told = shutten("extract", "note.ja.txt", "--output", "taken", cwd=tmp_path)
    assert told.returncode == 3
    assert told.stderr.split("\n")[-2].startswith("shutten: taken: is a file.")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_folder_of_names_that_is_none_ends_with_3(tmp_path):
    told = shutten("extract", "a.txt", "--output", "out", "--names", "nowhere", cwd=tmp_path)
    assert told.returncode == 3
    assert "nowhere: is not a folder." in told.stderr


@pytest.mark.slow
def test_verdicts_beside_the_names_are_applied_and_a_faulty_line_ends_with_3(tmp_path):
    (tmp_path / "names").mkdir()
    known = "- {id: model-ernie, ja: 文心一言}\n- {id: model-aaa, ja: 別名}\n"
    (tmp_path / "names" / "models.yaml").write_text(known, encoding="utf-8")
    (tmp_path / "note.ja.txt").write_text(JAPANESE, encoding="utf-8")
    command = ("extract", "note.ja.txt", "--output", "out", "--names", "names")
    assert shutten(*command, cwd=tmp_path).returncode == 0
    assert {row["model_id"] for row in rows(tmp_path / "out", "models")} == {"model-ernie"}
    verdict = {"verdict": "same", "one": "model:文心一言", "other": "model-aaa", "reviewer": "a", "time": "2026-01-05"}
    (tmp_path / "verdicts.jsonl").write_text(json.dumps(verdict) + "\n", encoding="utf-8")
    assert shutten(*command, cwd=tmp_path).returncode == 0
    assert {row["model_id"] for row in rows(tmp_path / "out", "models")} == {"model-aaa"}
    (tmp_path / "verdicts.jsonl").write_text(json.dumps(verdict) + "\n{\n", encoding="utf-8")
    told = shutten(*command, cwd=tmp_path)
    assert told.returncode == 3
    assert "verdicts.jsonl, line 2: is no JSON object" in told.stderr
    assert {row["model_id"] for row in rows(tmp_path / "out", "models")} == {"model-aaa"}


@pytest.mark.slow
def test_two_runs_elsewhere_and_in_another_order_give_the_same_bytes(tmp_path):
    names = [path.name for path in sorted(SAMPLES.glob("*.zh.*"))]
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in names:
        (tmp_path / "deep" / "er" / name).symlink_to(SAMPLES / name)
    first = shutten("extract", *names, "--output", tmp_path / "first", cwd=SAMPLES)
    second = shutten(
        "extract", *(f"er/{name}" for name in reversed(names)), "--output", "../second", cwd=tmp_path / "deep"
    )
    assert (first.returncode, second.returncode) == (0, 0)
    assert hashes(tmp_path / "first") == hashes(tmp_path / "second")
    package = json.loads((tmp_path / "first" / "datapackage.json").read_text(encoding="utf-8"))
    assert len(hashes(tmp_path / "first")) == 2 * len(package["resources"]) + 1


def test_a_run_outside_a_project_says_where_to_go(tmp_path):
    told = shutten("run", cwd=tmp_path)
    assert told.returncode == 3
    assert "sources/catalogue.yaml" in told.stderr
    assert "--project" in told.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("catalogue", "said"),
    [
        ("sources: [", "is not valid YAML"),
        ("documents: []", "has no list 'sources'"),
        ("sources: [{id: a}]", "has no 'file'"),
        ("sources: []", "neither the catalogue nor the inbox has a document"),
    ],
)
def test_a_wrong_catalogue_stops_a_run_before_its_server(tmp_path, catalogue, said):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "catalogue.yaml").write_text(catalogue, encoding="utf-8")
    told = shutten("run", "--project", tmp_path)
    assert told.returncode == 3
    assert said in told.stderr
    assert "Prefect" not in told.stderr


def test_names_check_is_silent_about_good_names_and_ends_with_0():
    told = shutten("names", "check")
    assert told.returncode == 0, told.stdout
    assert told.stdout.startswith("0 findings in ")


def test_names_check_tells_each_finding_and_ends_with_1(tmp_path):
    (tmp_path / "models.yaml").write_text("- {id: model-a, en: Aoba}\n- {id: model-b, en: AOBA}\n", encoding="utf-8")
    told = shutten("names", "check", "--names", tmp_path)
    assert told.returncode == 1
    assert told.stdout.split("\n")[0].startswith("models.yaml:2: model-b: AOBA names model-a")
    assert told.stdout.split("\n")[1].startswith("1 finding in ")


def test_names_check_of_a_file_that_is_no_list_ends_with_3(tmp_path):
    (tmp_path / "models.yaml").write_text("a: b\n", encoding="utf-8")
    told = shutten("names", "check", "--names", tmp_path)
    assert told.returncode == 3
    assert "models.yaml: is not a list of entries." in told.stderr


def test_a_reader_who_has_seen_enough_is_no_fault():
    told = subprocess.run(
        f"{SHUTTEN} names check --help | head -1; echo ${{PIPESTATUS[0]}}; {SHUTTEN} sources list --project {ROOT} | head -1; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stderr == ""
    assert told.stdout.splitlines()[1::2] == ["0", "0"]
