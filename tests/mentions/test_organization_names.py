"""Organizations that no list names: where their names begin and end, and what only looks like one."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lang.language import LANGUAGES, load_language
from extract.mentions.mention import Mention, Name
from extract.mentions.name_line import NameLine
from extract.mentions.organization_names import find_organizations
from extract.text import clean


def find(text: str, language: str, header: str = "") -> list[Mention]:
    line = NameLine(clean(text).text, load_language(language), header)
    mentions = sorted(find_organizations(line), key=lambda mention: mention.span)
    assert all(mention.span.of(line.text) == mention.text for mention in mentions)
    assert all(mention.value == Name((), "organization") and mention.confidence >= 0.6 for mention in mentions)
    return mentions


def texts(text: str, language: str, header: str = "") -> list[str]:
    return [mention.text for mention in find(text, language, header)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由北京青禾华章科技有限公司开发", ["北京青禾华章科技有限公司"]),
        ("新东北青禾(沈阳)开关有限公司的公告", ["新东北青禾(沈阳)开关有限公司"]),
        ("青禾研究院和北京大学联合发布了该模型", ["青禾研究院", "北京大学"]),
        ("清华大学KEG实验室的论文", ["清华大学KEG实验室"]),
        ("清华大学 KEG 实验室的论文", ["清华大学KEG实验室"]),
        ("中国科学院自动化研究所研发", ["中国科学院自动化研究所"]),
        ("由青禾研究院发布", ["青禾研究院"]),
        ("科技部新一代人工智能发展研究中心的报告", ["科技部新一代人工智能发展研究中心"]),
        ("国家互联网信息办公室、教育部印发通知", ["国家互联网信息办公室", "教育部"]),
        ("工业和信息化部公布名单", ["工业和信息化部"]),
        ("2023年3月,衔远科技发布了首款模型", ["衔远科技"]),
        ("该模型由智谱AI训练", ["智谱AI"]),
        ("青谱智能首席技术官在会上说", ["青谱智能"]),
        ("衔远公司推出了模型", ["衔远"]),
        ("近日,衔远推出了首个模型", ["衔远"]),
        ("衔远旗下的模型", ["衔远"]),
        ("OpenAI、Stability AI 和 Momiji Labs 的论文", ["OpenAI", "Stability AI", "Momiji Labs"]),
        ("University of California 与 Momiji Research Center", ["University of California", "Momiji Research Center"]),
    ],
)
def test_chinese_names(text, expected):
    assert texts(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("株式会社ELYZAは公開した", ["株式会社ELYZA"]),
        ("株式会社Momiji-iが開発", ["株式会社Momiji-i"]),
        ("青葉知能株式会社によると", ["青葉知能株式会社"]),
        ("参考:一般社団法人青葉変革推進財団レポート", ["一般社団法人青葉変革推進財団"]),
        ("東京大学松尾研究室と共同で", ["東京大学松尾研究室"]),
        ("国立情報学研究所による", ["国立情報学研究所"]),
        ("マイクロソフトアジア研究院の出身", ["マイクロソフトアジア研究院"]),
        ("デジタル庁と経済産業省が公表した", ["デジタル庁", "経済産業省"]),
        ("経済産業省イノベーション小委員会", ["経済産業省イノベーション小委員会"]),
        ("北京青谷網科技有限公司は", ["北京青谷網科技有限公司"]),
        ("華泰証券の予測では", ["華泰証券"]),
        ("Hugging Face社が提供する", ["Hugging Face"]),
        ("アオゾラ社は新製品を出した", ["アオゾラ"]),
        ("アリババグループ傘下の会社", ["アリババグループ"]),
        ("Sakana AIなどの企業", ["Sakana AI"]),
    ],
)
def test_japanese_names(text, expected):
    assert texts(text, "ja") == expected


@pytest.mark.parametrize(
    "text",
    [
        "该公司发布了新模型",
        "多家中国科技公司和国内大学",
        "多所大学、各大学、本大学、我校",
        "美国公司和欧洲的人工智能公司都在布局",
        "银行、大学、研究院等机构都可以申请",
        "国家重点实验室和商业银行",
        "政府、研究会、委员会、协会",
        "科技创新、信息科技、教育科技、生成式智能、具身智能",
        "青谱智能客服上线",
        "大学生和博士生都可以参加",
        "由我们团队训练的模型,由社区开发者开发的工具",
        "由于其预训练模型的数据",
        "我们愿意为贵公司提供全额赔偿",
        "模型发布了,新版本推出了",
        "Generative AI、GLM-4 API AI助手、TPU Research Cloud",
    ],
)
def test_what_is_no_chinese_name(text):
    assert texts(text, "zh") == []


@pytest.mark.parametrize(
    "text",
    [
        "本研究所、各大学、同社、両社、政府",
        "各大学や研究機関、民間企業が連携する",
        "大学発ベンチャー企業、有限会社、研究グループが参加",
        "国際機関、委員会、協会などの団体",
        "中国の大学、日本の企業、3社、三社",
        "関係省庁と都道府県庁、帰省、反省",
        "生成AI、対話型AI、説明可能AI(XAI)",
        "株式会社を設立した",
        "ポスト5G基金",
    ],
)
def test_what_is_no_japanese_name(text):
    assert texts(text, "ja") == []


@pytest.mark.parametrize(
    ("language", "header", "cell", "expected"),
    [
        ("zh", "机构", "青禾、Momiji", ["青禾", "Momiji"]),
        ("zh", "Organization", "Meta/华盛顿大学", ["Meta", "华盛顿大学"]),
        ("zh", "单位", "亿元", []),
        ("zh", "机构", "7", []),
        ("zh", "Vendor", "Momiji-810E", []),
        ("zh", "Vendor", "Momiji-Lab", ["Momiji-Lab"]),
        ("zh", "参数量", "青禾", []),
        ("ja", "開発元", "アオバ", ["アオバ"]),
        ("ja", "企業名", "青葉、若葉", ["青葉", "若葉"]),
        ("ja", "企業名", "中国", []),
    ],
)
def test_columns(language, header, cell, expected):
    assert texts(cell, language, header) == expected


def test_the_rule_says_how_sure_a_name_is():
    sure, weak = find("青禾有限公司", "zh")[0], find("近日,衔远推出了首个模型", "zh")[0]
    assert (sure.rule, sure.confidence) == ("names.organization-legal-form", 0.9)
    assert (weak.rule, weak.confidence) == ("names.organization-releases", 0.7)
    assert find("近日,衔远推出了首个产品", "zh")[0].confidence == 0.6


WORDS = st.sampled_from(
    ["青禾", "科技", "有限公司", "大学", "株式会社", "OpenAI", "社", "の", "的", "由", "研发", "が開発した", "、", "(", ")",
     "は", "を発表", "发布", "了", " ", "AI", "省", "部", "A", "Labs", "Inc.", "研究所", "グループ", "of ", "University"]
)  # fmt: skip


@given(
    st.lists(WORDS, max_size=12).map("".join) | st.text(max_size=60),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["", "机构", "企業名"]),
)
def test_any_text_gives_ranges_of_it(text, language, header):
    mentions = find(text, language, header)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(mentions))
