"""What a run tells of the causes of its changes, and what it keeps for the next one."""

import pyarrow.parquet as pq
import pytest

from extract.commands.project import version_store
from extract.review.inputs import read_inputs

pytestmark = pytest.mark.slow
NAMES = "- {{id: org-star, zh: 甲星科技{}}}\n"


def test_a_run_proves_the_causes_of_what_it_would_change(tmp_path, shutten):
    for name in ("inbox", "names"):
        (tmp_path / "sources" / name).mkdir(parents=True)
    (tmp_path / "sources" / "catalogue.yaml").write_text("sources: []\n", encoding="utf-8")
    names = tmp_path / "sources" / "names" / "organizations.yaml"
    names.write_text(NAMES.format(""), encoding="utf-8")
    text = "# 公司\n\n甲星科技成立于{}年，总部设在一座海边的城市，主要研究语言模型。\n"
    (tmp_path / "sources" / "inbox" / "a.zh.md").write_text(text.format(2015), encoding="utf-8")
    ran = shutten("run", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    names.write_text(NAMES.format(", en: Star Tech"), encoding="utf-8")
    (tmp_path / "sources" / "inbox" / "b.zh.md").write_text(text.format(2016), encoding="utf-8")
    ran = shutten("run", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    rows = pq.read_table(tmp_path / "output" / "changes" / "changes.parquet").to_pylist()
    found = {(row["dataset"], row["kind"], row["field"]): row["cause"] for row in rows}
    assert found["documents", "added", None] == "document_added"
    assert found["events", "added", None] == "document_added"
    assert found["organizations", "changed", "name_en"] == "knowledge_changed"
    assert {row["proof"].split(" read again")[0] for row in rows} == {"2 documents"}
    first, last = version_store(tmp_path).builds()
    assert [source.entry_id for source in read_inputs(last).sources] == ["inbox/a.zh.md", "inbox/b.zh.md"]
    pruned = shutten("versions", "--prune", "1", cwd=tmp_path)
    assert pruned.returncode == 0, pruned.stderr
    assert first.folder.is_dir()  # it is published
    assert read_inputs(first).names_folder() is not None
