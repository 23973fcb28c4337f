"""Tables that count data: which column counts, what a row is about, and which tables are none."""

from __future__ import annotations

import pytest

from extract.claims.claim import FigureClaim


def sizes(say, text: str, language: str = "zh"):
    said = say(text, language, markdown=True)
    return {(c.subject.name, f"{c.value:f} {c.unit}") for c in said.of(FigureClaim) if c.metric == "dataset_size"}


def test_counts_beside_samples_of_the_data(say):
    table = (
        "| 类别 | 数量 | 输入 | 输出 |\n|--|--|--|--|\n"
        "| 租约审查 | 6k | 这份租约里的押金条款有没有效力呢？ | 依照规定，押金条款一般有效，但是不得过高。 |\n"
        "| 工资问答 | 1.2万条 | 公司拖欠我三个月的工资该怎么办？ | 您可以先向当地的劳动监察部门投诉。 |\n"
    )
    assert sizes(say, "# 青枫\n\n青枫用以下数据进行了指令微调：\n\n" + table) == {
        ("租约审查", "6000 items"),
        ("工资问答", "12000 items"),
    }


def test_the_last_name_of_a_row_alone_is_what_is_counted(say):
    table = (
        "<table><tr><th rowspan='2'>类型</th><th rowspan='2'>名称</th><th rowspan='2'>来源</th><th rowspan='2'>数量</th></tr><tr></tr>"
        "<tr><td rowspan='2'>无监督语料</td><td>地方规章</td><td>规章网</td><td>2.15M</td></tr>"
        "<tr><td>合同文书</td><td>文书网</td><td>12M</td></tr>"
        "<tr><td rowspan='2'>微调数据</td><td rowspan='2'>条文问答</td><td>自行构建</td><td>31k</td></tr>"
        "<tr><td>Lvyun-QA</td><td>9k</td></tr></table>\n"
    )
    assert sizes(say, "# 青枫\n\n预训练和微调所用的数据如下：\n\n" + table) == {
        ("地方规章", "2150000 items"),
        ("合同文书", "12000000 items"),
        ("条文问答", "31000 items"),
        ("Lvyun-QA", "9000 items"),
    }


def test_tokens_under_a_header_of_tokens_and_no_sums(say):
    table = "| データソース | トークン数 |\n|--|--|\n| ウェブ | 1.2T |\n| コード | 200B |\n| 合計 | 1.4T |\n"
    assert sizes(say, "# Aoba\n\n## 学習データ\n\n" + table, "ja") == {
        ("ウェブ", "1200000000000 tokens"),
        ("コード", "200000000000 tokens"),
    }


def test_names_that_say_data_need_no_other_words(say):
    table = "| 名称 | 大小 |\n|--|--|\n| 竹叶对话数据 | 40GB |\n| 松针语料 | 3万条 |\n"
    assert sizes(say, "# 下载\n\n" + table) == {("竹叶对话数据", "40000000000 B"), ("松针语料", "30000 items")}


@pytest.mark.parametrize(
    "table",
    [
        "| 名称 | 数量 |\n|--|--|\n| 北楼 | 300 |\n| 南楼 | 500 |\n",  # nothing says that these are data
        "| 模型 | 数量 |\n|--|--|\n| Qwen-7B | 300 |\n| Qwen-14B | 500 |\n",  # models
    ],
)
def test_other_tables_count_no_data(say, table: str) -> None:
    assert sizes(say, "# 说明\n\n" + table) == set()


def test_hours_of_speech_by_language(say):
    table = "| 语种 | 时长（小时） |\n|--|--|\n| 中文 | 50000 |\n| 英文 | 3万 |\n"
    assert sizes(say, "# 青枫\n\n## 训练数据\n\n" + table) == {("中文", "50000 hours"), ("英文", "30000 hours")}
