"""`shutten plot` as a user meets it."""

import pytest
from published import write

from extract.cli import main


@pytest.fixture
def datasets(tmp_path):
    return write(tmp_path / "datasets")


def run(*words):
    return main(["plot", *map(str, words)])


def test_charts_are_written_and_named(datasets, tmp_path, capsys):
    assert run("timeline", "--datasets", datasets, "--output", tmp_path / "plots", "--format", "svg") == 0
    assert capsys.readouterr().out == f"{tmp_path / 'plots' / 'timeline.svg'}\n"
    assert (tmp_path / "plots" / "timeline.svg").read_bytes().startswith(b"<svg")


def test_a_wrong_chart_or_metric_is_told_with_those_there_are(datasets, tmp_path, capsys):
    assert run("pie", "--datasets", datasets, "--output", tmp_path) == 3
    assert "timeline, figures, coverage" in capsys.readouterr().err
    assert run("figures", "--metric", "speed", "--datasets", datasets, "--output", tmp_path) == 3
    assert "There are: parameters, users." in capsys.readouterr().err


def test_nothing_published_is_said_and_is_no_fault(datasets, tmp_path, capsys):
    import pandas as pd

    path = datasets / "releases.parquet"
    pd.read_parquet(path).iloc[:0].to_parquet(path)
    assert run("timeline", "--datasets", datasets, "--output", tmp_path / "plots") == 0
    assert "nothing to draw" in capsys.readouterr().out
    assert not (tmp_path / "plots").exists()
