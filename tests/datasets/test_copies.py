"""One event in many articles: copies, the same release told by many, figures that differ, corrections."""

import itertools
import json
import random

import pyarrow.parquet as pq
import pytest

from extract.datasets.incremental import build_tables
from extract.datasets.lines import CONTENT, KEY
from extract.pipeline import Extractor, publish
from extract.sources.catalogue import Metadata, SourceEntry
from extract.sources.entity import Entity
from extract.sources.knowledge import Knowledge

KNOWLEDGE = Knowledge(
    {
        each.entity_id: each
        for each in (
            Entity("org-beihe", "organization", {"zh": "北河智能", "ja": "北河智能"}, category="company"),
            Entity("model-chenxing", "model", {"zh": "辰星", "ja": "辰星"}, makers=("org-beihe",)),
        )
    }
)
SITES = tuple(f"https://news{number}.example/chenxing" for number in range(10))
TOLD = (
    "北河智能于2024年3月18日发布大模型辰星。记者在现场看到，来宾很多。",
    "2024年3月18日，北河智能发布了大模型辰星，引起业内的注意。",
    "北河智能于2024年3月18日正式发布大模型辰星，公司代表介绍了它的用途。",
    "昨天的发布会很热闹。北河智能于2024年3月18日发布大模型辰星。",
    "据了解，北河智能于2024年3月18日发布大模型辰星，用户可以申请试用。",
    "北河智能は2024年3月18日、大規模言語モデル「辰星」を公開した。会場には多くの人が集まった。",
    "2024年3月18日、北河智能は大規模言語モデル「辰星」を公開した。利用は申し込みが必要だ。",
    "中国の北河智能は2024年3月18日、大規模言語モデル「辰星」を公開した。詳しくは後日報じる。",
    "人工智能行业又有新动向：2024年3月18日，北河智能发布大模型辰星，价格没有公布。",
    "北河智能于2024年3月18日发布大模型辰星。本站将继续关注它的进展。",
)
ARTICLE = """# 北河智能发布大模型辰星

北河智能于2024年3月18日发布大模型辰星。辰星的参数量为720亿。据介绍，该模型表现突出，许多开发者表示期待。

辰星的上下文长度为128K，训练数据为3万亿token，7B版本同日开源。北河智能表示，辰星可供商业使用。
"""


@pytest.fixture(scope="module")
def extractor():
    return Extractor(KNOWLEDGE)


@pytest.fixture
def read(extractor, tmp_path):
    numbers = itertools.count()

    def one(text: str, ending: str = ".md", **known):
        path = tmp_path / f"article{next(numbers)}{ending}"
        path.write_text(text, encoding="utf-8")
        language = "ja" if "は" in text else "zh"  # some texts are too short to tell
        extracted, _ = extractor.read(SourceEntry(path.name, path, Metadata(language=language, **known)))
        assert extracted is not None
        return extracted

    return one


@pytest.fixture
def tables_of(tmp_path):
    def build(extracted):
        publish(extracted, (), KNOWLEDGE, tmp_path / "package")
        return {path.stem: pq.read_table(path).to_pylist() for path in (tmp_path / "package").glob("*.parquet")}

    return build


def copies(read):
    """Return one text as ten sites show it, each with a head and foot of its own."""
    return [
        read(
            ARTICLE.replace("\n\n北河", f"\n\n2024-03-{19 + number} 08:{10 + number} 来源：东湖新闻网\n\n北河", 1)
            + f"\n责任编辑：{'林何李王张刘陈杨赵黄'[number]}晓\n",
            url=site,
            published=f"2024-03-{28 - number}",
        )
        for number, site in enumerate(SITES)
    ]


def test_ten_copies_are_one_document_with_ten_addresses(read, tables_of):
    given = copies(read)
    tables = tables_of(given)
    [document] = tables["documents"]
    assert document["document_id"] == given[9].document.document_id  # the first that was published
    assert document["url"] == SITES[9]
    assert document["addresses"] == sorted(SITES)
    assert document["copies"] == sorted(each.document.document_id for each in given[:9])
    for dataset, rows in tables.items():
        assert {row["document_id"] for row in rows if "document_id" in row} <= {document["document_id"]}, dataset
    [release] = tables["releases"]
    told = [row for row in tables["evidence"] if row["row_id"] == release["release_id"] and row["main"]]
    assert len(told) == 1
    assert told[0]["quote"] in tables["pages"][0]["text"]


@pytest.mark.slow
def test_copies_are_the_same_in_any_order_and_with_any_shards(read, tables_of, tmp_path):
    given = copies(read) + [read(text) for text in TOLD[:3]]
    expected = tables_of(given)
    shuffler = random.Random(3)
    for _ in range(3):
        shuffler.shuffle(given)
        assert tables_of(given) == expected
    files = [tmp_path / f"{each.document.document_id}.json" for each in given]
    by_file = dict(zip(files, given, strict=True))
    for some in (files[:4], files[:9], files):  # the text that stands for all may come last
        tables, _ = build_tables(
            some, lambda path: (by_file[path], ()), KNOWLEDGE, (), tmp_path / "shards", lambda path: True
        )
    assert {name: table.drop_columns([KEY, CONTENT]).to_pylist() for name, table in tables.items()} == expected


def test_the_same_bytes_under_two_addresses_are_one_document_with_both(read, tables_of):
    given = [
        read(ARTICLE, url="https://b.example/1"),
        read(ARTICLE, url="https://a.example/1", addresses=("https://c.example/",)),
    ]
    [document] = tables_of(given)["documents"]
    assert document["addresses"] == ["https://a.example/1", "https://b.example/1", "https://c.example/"]
    assert document["copies"] == []


def test_the_same_release_told_by_ten_articles_is_one_row_with_ten_documents_of_evidence(read, tables_of):
    tables = tables_of([read(text, url=site) for text, site in zip(TOLD, SITES, strict=True)])
    assert len(tables["documents"]) == 10
    [release] = tables["releases"]
    assert (release["model_id"], release["event"], release["date"]) == ("model-chenxing", "released", "2024-03-18")
    told = [row for row in tables["evidence"] if row["row_id"] == release["release_id"] and row["main"]]
    assert {row["document_id"] for row in told} == {row["document_id"] for row in tables["documents"]}
    assert len(told) == 10
    assert tables["conflicts"] == []


def test_a_copy_with_another_figure_is_another_document_and_a_conflict(read, tables_of):
    other = ARTICLE.replace("参数量为720亿", "参数量为780亿")
    tables = tables_of([read(ARTICLE), read(other)])
    assert len(tables["documents"]) == 2
    [conflict] = tables["conflicts"]
    assert (conflict["dataset"], conflict["field"], conflict["reason"]) == ("figures", "value", "values_differ")
    assert sorted(conflict["values"]) == ["72000000000", "78000000000"]


NOTICES = {
    "link": "# 更正\n\n本站[此前的报道](https://news1.example/chenxing)有误，辰星的参数量为780亿。",
    "title": "# 更正声明\n\n《北河智能发布大模型辰星》一文有误，辰星的参数量为780亿。",
    "own-title": "# 【更正】北河智能发布大模型辰星\n\n辰星的参数量为780亿。我们向读者道歉。",
    "passage": "# 辰星的新消息\n\n辰星的参数量为780亿。\n\n更正：《北河智能发布大模型辰星》中的参数量有误。",
    "japanese": "# お詫びと訂正\n\n「北河智能发布大模型辰星」の記事に誤りがありました。辰星のパラメータ数は780億です。お詫びして訂正します。",
}


@pytest.mark.parametrize("kind", NOTICES)
def test_an_article_that_corrects_another_says_so(read, tables_of, kind):
    wrong = read(ARTICLE, url="https://www.news1.example/chenxing/", published="2024-03-19")
    notice = read(NOTICES[kind], published="2024-03-21")
    tables = tables_of([wrong, notice])
    assert {row["document_id"]: row["corrects"] for row in tables["documents"]} == {
        wrong.document.document_id: [], notice.document.document_id: [wrong.document.document_id]
    }  # fmt: skip
    if kind != "japanese":  # a figure in other words may be of something else, see `entities.conflicts`
        [conflict] = tables["conflicts"]
        assert conflict["reason"] == "corrected"


def test_a_page_of_html_tells_by_a_link_what_it_corrects(read, tables_of):
    wrong = read(ARTICLE, url="https://news1.example/a/1", published="2024-03-19")
    other = read(TOLD[0], url="https://news1.example/a/2", published="2024-03-19")
    more = "<p>我们向读者道歉，今后会更加仔细地核对每一个数字，也欢迎读者继续提出意见，帮助我们改进报道的质量。</p>" * 4
    notice = f"""<html><head><title>更正声明</title></head><body><nav><ul><li><a href="/a/2">其他新闻在这里</a></li></ul></nav>
    <article><h1>更正声明</h1><p>本站<a href="/a/1">此前的报道</a>中的数字有误，辰星的参数量为780亿。</p>{more}</article></body></html>"""
    tables = tables_of([wrong, other, read(notice, ".html", url="https://news1.example/a/3", published="2024-03-21")])
    assert [row["corrects"] for row in tables["documents"] if row["corrects"]] == [[wrong.document.document_id]]


NO_NOTICES = {
    "own-page": ARTICLE.replace("720亿", "780亿") + "\n更正：此前文中的参数量有误。\n",
    "news-of-another": "# 东湖公司的业绩\n\n东湖公司更正了《北河智能发布大模型辰星》中的数据，参数量为780亿。",
    "news-in-title": "# 东湖公司发布业绩更正\n\n东湖公司的《北河智能发布大模型辰星》有误，辰星的参数量为780亿。",
    "link-without-notice": "# 辰星\n\n参见[报道](https://news1.example/chenxing)。辰星的参数量为780亿。",
    "unknown-title": "# 更正\n\n《南岭科技发布大模型云鹿》一文有误，辰星的参数量为780亿。",
}


@pytest.mark.parametrize("kind", NO_NOTICES)
def test_what_is_not_proven_to_correct_another_is_not_said_to(read, tables_of, kind):
    wrong = read(ARTICLE, url="https://news1.example/chenxing", published="2024-03-19")
    tables = tables_of([wrong, read(NO_NOTICES[kind], published="2024-03-21")])
    assert [row["corrects"] for row in tables["documents"]] == [[], []]
    assert all(row["reason"] != "corrected" for row in tables["conflicts"])


def test_a_notice_that_names_its_own_page_corrects_no_document(read, tables_of):
    tables = tables_of([read(ARTICLE + "\n更正：《北河智能发布大模型辰星》中的数字曾经有误。\n")])
    assert [row["corrects"] for row in tables["documents"]] == [[]]


def test_nothing_corrects_what_was_published_later(read, tables_of):
    later = read(ARTICLE, published="2024-03-22")
    tables = tables_of([later, read(NOTICES["title"], published="2024-03-21")])
    assert [row["corrects"] for row in tables["documents"]] == [[], []]


def test_a_title_that_two_documents_bear_names_neither(read, tables_of):
    one, other = read(ARTICLE, published="2024-03-19"), read(ARTICLE.replace("720亿", "700亿"), published="2024-03-19")
    tables = tables_of([one, other, read(NOTICES["title"], published="2024-03-21")])
    assert [row["corrects"] for row in tables["documents"]] == [[], [], []]


def test_a_notice_about_a_copy_is_about_the_document_that_stands_for_it(read, tables_of):
    given = copies(read)
    link = NOTICES["link"].replace("https://news1.example/chenxing", SITES[2])
    tables = tables_of([*given, read(link, published="2024-04-01")])
    assert len(tables["documents"]) == 2
    stands = given[9].document.document_id
    assert sorted(json.dumps(row["corrects"]) for row in tables["documents"]) == sorted(["[]", json.dumps([stands])])
