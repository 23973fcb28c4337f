import pytest
from published import HOSTILE, write

from extract.errors import ShuttenError
from extract.plots import charts, tables
from extract.plots.save import save_chart


@pytest.fixture
def chart(tmp_path):
    return charts.timeline(tables.releases(write(tmp_path / "datasets")))


@pytest.mark.slow
def test_the_same_chart_has_the_same_bytes_in_every_format(chart, tmp_path):
    one, other = (save_chart(chart, "timeline", tmp_path / each) for each in "ab")
    assert [path.name for path in one] == ["timeline.svg", "timeline.png", "timeline.html"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    assert one[1].read_bytes().startswith(b"\x89PNG")
    assert "甲公司" in one[0].read_text(encoding="utf-8")
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(path.name for path in one)


def test_a_text_of_a_source_cannot_end_the_script_that_holds_it(chart, tmp_path):
    (page,) = save_chart(chart, "timeline", tmp_path, ("html",))
    text = page.read_text(encoding="utf-8")
    assert HOSTILE not in text
    assert "\\u003c/script>" in text
    assert text.count("</script>") == 2


def test_a_folder_that_cannot_be_written_is_named(chart, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ShuttenError, match="cannot be written"):
        save_chart(chart, "timeline", tmp_path / "file" / "plots", ("svg",))
