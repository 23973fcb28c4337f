"""Releases that sentences, lists and tables state: the model, the event, the date and the maker; and what is none."""

from __future__ import annotations

import re

import pytest


def prose(say, text: str, language: str = "ja", **options):
    """Read a text below a heading that names nothing."""
    return say(("概要\n\n" if language == "ja" else "概况\n\n") + text + "\n", language, **options)


@pytest.mark.parametrize(
    ("text", "release", "maker"),
    [
        ("百度は2023年3月16日に「文心一言」を発表した。", ("文心一言", "announced", "2023-03-16"), "百度"),
        ("2023年3月、百度が文心一言を公開した。", ("文心一言", "released", "2023-03"), "百度"),
        ("「文心一言」は2023年3月に百度から公開された。", ("文心一言", "released", "2023-03"), None),
        (
            "智源研究院は2023年6月9日に悟道3.0をオープンソース化した。",
            ("悟道3.0", "open_sourced", "2023-06-09"),
            "智源研究院",
        ),
        ("2023年6月6日、「ERNIE 3.5」にバージョンアップした。", ("ERNIE 3.5", "upgraded", "2023-06-06"), None),
        ("ChatGPTは2022年11月30日に正式にリリースされた。", ("ChatGPT", "released", "2022-11-30"), None),
        ("大規模言語モデル「若葉」を2023年5月に公開した。", ("若葉", "released", "2023-05"), None),
        ("百度は2024年1月に文心一言を公開する予定である。", ("文心一言", "planned", "2024-01"), "百度"),
    ],
)
def test_a_japanese_sentence(say, text, release, maker):
    said = prose(say, text)
    assert said.releases == {release}
    assert said.makers.get(release[0]) == maker


@pytest.mark.parametrize(
    ("text", "release", "maker"),
    [
        ("2023年3月16日，百度正式发布文心一言。", ("文心一言", "released", "2023-03-16"), "百度"),
        ("百度于2023年3月16日推出了“文心一言”。", ("文心一言", "released", "2023-03-16"), "百度"),
        ("文心一言于2023年8月31日向公众开放使用。", ("文心一言", "released", "2023-08-31"), None),
        ("2022年8月，清华大学开源了GLM-130B。", ("GLM-130B", "open_sourced", "2022-08"), "清华大学"),
        ("2023年6月9日，讯飞星火升级到V1.5。", ("讯飞星火1.5", "upgraded", "2023-06-09"), None),
        ("科大讯飞计划于2024年1月发布讯飞星火V3.5。", ("讯飞星火V3.5", "planned", "2024-01"), "科大讯飞"),
        ("大模型“若叶”于2023年5月正式上线。", ("若叶", "released", "2023-05"), None),
    ],
)
def test_a_chinese_sentence(say, text, release, maker):
    said = prose(say, text, "zh")
    assert {(re.sub("[V ]", "", name), event, date) for name, event, date in said.releases} == {
        (re.sub("[V ]", "", release[0]), *release[1:])
    }
    assert said.makers.get(release[0]) == maker


def test_the_maker_of_a_release_is_a_relation_too(say):
    said = prose(say, "百度は2023年3月16日に「文心一言」を発表した。")
    assert said.related("developed_by") == {("文心一言", "developed_by", "百度")}


def test_a_plan_proves_no_maker(say):
    said = prose(say, "百度は2024年1月に文心一言を公開する予定である。")
    assert said.related("developed_by") == set()


def test_a_quote_holds_model_verb_and_date(say):
    said = prose(say, "2023年3月、百度が文心一言を公開した。その後も改良した。")
    (claim,) = [each for each in said.claims if type(each).__name__ == "ReleaseClaim"]
    assert said.quotes(claim) == ["2023年3月、百度が文心一言を公開"]


def test_names_tied_by_and_share_the_event(say):
    said = prose(say, "2023年4月、アリババは「通義千問」と「Qwen-7B」を公開した。")
    assert said.releases == {("通義千問", "released", "2023-04"), ("Qwen-7B", "released", "2023-04")}
    said = prose(say, "2023年4月，阿里云发布了“通义千问”和“Qwen-7B”。", "zh")
    assert said.releases == {("通义千问", "released", "2023-04"), ("Qwen-7B", "released", "2023-04")}


def test_a_model_tied_to_an_assistant_shares_the_event(say):
    said = prose(say, "2023年4月、アリババは「通義千問」と「通義聴悟」を公開した。")
    assert said.releases == {("通義千問", "released", "2023-04"), ("通義聴悟", "released", "2023-04")}


def test_each_clause_has_its_own_date(say):
    said = prose(say, "悟道1.0于2021年3月20日发布，悟道2.0于2021年6月1日发布。", "zh")
    assert said.releases == {("悟道1.0", "released", "2021-03-20"), ("悟道2.0", "released", "2021-06-01")}


def test_the_date_of_the_sentence_before_holds(say):
    said = prose(say, "2023年6月9日，大会在北京开幕。智源研究院在会上发布悟道3.0。", "zh")
    assert said.releases == {("悟道3.0", "released", "2023-06-09")}
    assert [each.confidence for each in said.claims if type(each).__name__ == "ReleaseClaim"] == [0.65]


def test_a_day_without_a_year_is_that_of_the_documents_date(say):
    text = "6月9日，智源研究院发布悟道3.0。"
    assert prose(say, text, "zh", published="2023-06-12").releases == {("悟道3.0", "released", "2023-06-09")}
    assert prose(say, "12月20日，智源研究院发布悟道3.0。", "zh", published="2023-01-05").releases == {
        ("悟道3.0", "released", "2022-12-20")
    }


def test_a_day_without_a_year_goes_on_from_the_year_above(say):
    said = prose(say, "2023年3月16日に百度が文心一言を発表した。\n\n4月7日、アリババは通義千問を公開した。")
    assert ("通義千問", "released", "2023-04-07") in said.releases


def test_a_list_with_an_introduction(say):
    said = prose(say, "2023年8月3日，阿里云开源了两个模型：\n\n• Qwen-7B：通用模型\n• Qwen-7B-Chat：对话模型", "zh")
    assert said.releases == {("Qwen-7B", "open_sourced", "2023-08-03"), ("Qwen-7B-Chat", "open_sourced", "2023-08-03")}
    assert said.makers == {"Qwen-7B": "阿里云", "Qwen-7B-Chat": "阿里云"}


def test_a_list_without_a_date_above_it_is_none(say):
    assert prose(say, "阿里云开源了两个模型：\n\n• Qwen-7B：通用模型\n• Qwen-7B-Chat：对话模型", "zh").releases == set()


def test_told_twice_is_one_event(say):
    said = prose(say, "2023年3月16日，百度召开发布会，发布文心一言，文心一言正式上线。", "zh")
    assert len([1 for each in said.claims if type(each).__name__ == "ReleaseClaim"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月、市政府は「人工知能産業の発展に関する行動計画」を発表した。",
        "2023年7月10日、国家弁公室は「生成AIサービス管理暫定弁法」を公表した。",
        "2023年5月、百度は決算を発表した。",
        "2023年5月、「百モデル大戦」が発表会の話題になった。",
        "百度は文心一言を公開した。",
        "2023年から百度は文心一言を公開してきた。",
        "2023年2月時点で文心一言は公開されていない。",
        "2023年5月、甲社は「新しい時代の幕が開いた。」と発表した。",
    ],
)
def test_no_japanese_release(say, text):
    assert prose(say, text).releases == set()


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月，市政府发布了“人工智能产业高质量发展行动方案”。",
        "2023年7月10日，网信办公布《生成式人工智能服务管理暂行办法》。",
        "2023年3月16日，百度举行文心一言发布会。",
        "“悟道”系列从2021年开始公布。",
        "2023年5月，百度发布了财报。",
        "截至2023年3月，已有多家企业发布大模型。",
        "2023年5月，甲公司发布了“开源许可协议”。",
    ],
)
def test_no_chinese_release(say, text):
    assert prose(say, text, "zh").releases == set()


def test_notes_and_sources_tell_no_release(say):
    assert say("概要\n\n注：百度は2023年3月16日に「文心一言」を発表した。\n").releases == set()
    assert say("概要\n\n出所：百度（2023）『2023年3月16日に「文心一言」を発表』\n").releases == set()


TABLE = "| 企業名 | モデル名 | 発表時期 |\n|--|--|--|\n"


def test_a_table_states_model_maker_and_date(say):
    said = say(
        TABLE + "| 百度 | 「文心一言」（青葉ボット） | 2023年3月16日 |\n| 甲社 | 若葉 | 2023年5月 |\n", markdown=True
    )
    assert said.releases == {("文心一言", "announced", "2023-03-16"), ("若葉", "announced", "2023-05")}
    assert said.makers == {"文心一言": "百度", "若葉": "甲社"}
    assert said.related("developed_by") == {("文心一言", "developed_by", "百度"), ("若葉", "developed_by", "甲社")}


def test_an_alias_in_a_cell_is_no_model_of_its_own(say):
    said = say(TABLE + "| 百度 | 「文心一言」（ERNIE） | 2023年3月16日 |\n", markdown=True)
    assert said.releases == {("文心一言", "announced", "2023-03-16")}


def test_a_table_whose_layout_is_lost(say):
    said = say(
        "表\n\n大学 モデル名 公開時期\n清華大学 「ChatGLM-6B」 2023年3月\n\n甲大学 「若葉」 2023年5月\n「青葉」 2023年6月\n"
    )
    assert said.releases == {
        ("ChatGLM-6B", "released", "2023-03"),
        ("若葉", "released", "2023-05"),
        ("青葉", "released", "2023-06"),
    }
    assert said.makers == {"ChatGLM-6B": "清華大学", "若葉": "甲大学", "青葉": "甲大学"}


def test_a_row_without_a_date_still_states_the_maker(say):
    said = say(TABLE + "| 百度 | 「文心一言」 | 未定 |\n", markdown=True)
    assert said.releases == set()
    assert said.related("developed_by") == {("文心一言", "developed_by", "百度")}


def test_bullets_of_a_cell_are_read_with_the_rows_organization(say):
    text = "| 企業名 | モデル名 | 発表時期 | 動向 |\n|--|--|--|--|\n| 百度 | 「文心一言」 | 2023年3月16日 | 6月6日、「ERNIE 3.5」に更新 |\n"
    said = say(text, markdown=True)
    assert ("ERNIE 3.5", "upgraded", "2023-06-06") in said.releases
    assert said.makers["ERNIE 3.5"] == "百度"


def test_a_table_of_something_else_states_no_release(say):
    assert say("| 企業名 | 製品 | 時期 |\n|--|--|--|\n| 百度 | 検索 | 2023年3月 |\n", markdown=True).releases == set()


def test_a_chinese_table(say):
    text = (
        "| 公司 | 模型 | 发布时间 |\n|--|--|--|\n| 百度 | 文心一言 | 2023年3月16日 |\n| 甲公司 | 若叶7B | 2023.05 |\n"
    )
    said = say(text, "zh", markdown=True)
    assert said.releases == {("文心一言", "released", "2023-03-16"), ("若叶7B", "released", "2023-05")}
    assert said.makers == {"文心一言": "百度", "若叶7B": "甲公司"}


def test_digits_alone_are_dates_in_a_column_of_dates(say):
    text = "| 模型 | 参数 | 发布日期 |\n|--|--|--|\n| 文心一言 | 3.16 | 20230316 |\n| 若叶7B | 4.1 | 5/11 |\n"
    said = say(text, "zh", markdown=True, published="2023-06-01")
    assert said.releases == {("文心一言", "released", "2023-03-16"), ("若叶7B", "released", "2023-05-11")}


def test_a_month_of_last_year_stays_in_last_year(say):
    said = say("去年12月，百度发布了文心一言。5月，阿里巴巴发布了通义千问。", "zh", published="2023-11-01")
    assert said.releases == {("文心一言", "released", "2022-12"), ("通义千问", "released", "2023-05")}


def test_a_document_tells_the_order_of_day_and_month(say):
    unread = say("- 08/05/2023: 发布文心一言\n", "zh", markdown=True)
    assert unread.releases == set()
    said = say("- 08/05/2023: 发布文心一言\n- 10/29/2023: 发布通义千问\n", "zh", markdown=True)
    assert {(model, date) for model, _, date in said.releases} == {
        ("文心一言", "2023-08-05"),
        ("通义千问", "2023-10-29"),
    }
