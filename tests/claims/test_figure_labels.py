"""Names with values under a line that says what they count."""

from __future__ import annotations

from extract.claims.claim import FigureClaim


def shares(say, text: str, language: str = "ja", **options):
    said = say(text, language, **options)
    return {
        (c.subject.entity_type, c.subject.name, f"{c.value:f}", c.as_of.edtf if c.as_of else "")
        for c in said.of(FigureClaim)
        if c.metric == "paper_share"
    }


def test_lines_of_text_below_a_caption_and_a_year(say):
    text = "概要\n\nAI論文の発表数\n2022年：\n中国 41.5%\nEUとイギリス 14.2% 米国 11.0%\n"
    assert shares(say, text) == {
        ("place", "中国", "41.5", "2022"),
        ("other", "EUとイギリス", "14.2", "2022"),
        ("place", "米国", "11", "2022"),
    }


def test_bullets_below_a_heading_with_the_year(say):
    text = "## 国別の論文数の割合（2022年）\n\n- 中国：41.5%\n- 米国：11.0%\n"
    assert shares(say, text, markdown=True) == {
        ("place", "中国", "41.5", "2022"),
        ("place", "米国", "11", "2022"),
    }


def test_a_caption_ends_where_a_text_begins(say):
    text = (
        "概要\n\nAI論文の発表数\n中国 41.5%\n\nここからは別の話題について長く述べ、数値の一覧とは関係のない説明が続いていく段落である。\n\n"
        "米国 11.0%\n"
    )
    assert {name for _, name, *_ in shares(say, text)} == {"中国"}


def test_the_evidence_names_the_value_the_label_and_the_caption(say):
    said = say("概要\n\nAI論文の発表数\n中国 41.5%\n")
    (claim,) = said.of(FigureClaim)
    assert said.quotes(claim) == ["中国 41.5%", "中国", "AI論文の発表数"]
    assert claim.metric_text == "論文の発表数"
