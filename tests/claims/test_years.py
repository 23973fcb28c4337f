"""Dates that leave out their year, and the day by which a document dates itself."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.claims.years import own_date, reference_date
from extract.documents.document import Document
from extract.documents.plain import read_plain_pages
from extract.lang.language import load_language


def document(text: str, language: str = "zh") -> Document:
    return Document("doc-1", "a", "0", "text/plain", language, "article", tuple(read_plain_pages(text)))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("新模型发布\n某报 2023年7月8日\n\n本文从这里开始。\n", "2023-07-08"),
        ("新模型发布\n\n发布时间：2023年7月8日 来源：某报\n\n本文从这里开始。\n", "2023-07-08"),
        ("新模型发布\n\n2023年7月\n\n本文从这里开始。\n", "2023-07"),
        ("新模型发布\n\n2023年\n\n本文从这里开始。\n", ""),
        ("新模型发布\n\n某公司于2023年7月8日发布了新模型。\n", ""),
        ("新模型发布\n\n7月8日\n\n本文从这里开始。\n", ""),
        ("“2023年7月8日”\n\n本文从这里开始。\n", ""),
    ],
)
def test_the_day_of_a_document(text, date):
    assert own_date(document(text), load_language("zh")) == date


def test_a_date_far_below_is_not_the_documents():
    text = "新模型发布\n\n" + "本文从这里开始。\n\n" * 10 + "2023年7月8日\n"
    assert own_date(document(text), load_language("zh")) == ""


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2023-07-08", dt.date(2023, 7, 8)),
        ("2023-07", dt.date(2023, 7, 1)),
        ("2023", dt.date(2023, 12, 31)),
        ("", None),
        ("2023-02-30", None),
        ("unknown", None),
    ],
)
def test_the_day_that_others_count_from(published, day):
    assert reference_date(published) == day


def dates(say, text: str, **options) -> set[str]:
    return {date for _, _, date in say("概要\n\n" + text + "\n", **options).releases}


def test_the_year_of_the_same_sentence_holds(say):
    assert dates(say, "2022年12月20日に文心一言を発表し、12月25日にERNIE 3.5を公開した。", published="2023-08-01") == {
        "2022-12-20",
        "2022-12-25",
    }


def test_the_nearest_day_to_the_documents_own_date(say):
    assert dates(say, "6月9日に悟道3.0を公開した。", published="2023-06-12") == {"2023-06-09"}
    assert dates(say, "12月28日に悟道3.0を公開した。", published="2023-01-05") == {"2022-12-28"}


def test_without_any_year_a_day_stays_open(say):
    said = say("概要\n\n6月9日に悟道3.0を公開した。\n")
    assert {each.date.edtf for each in said.claims if type(each).__name__ == "ReleaseClaim"} <= {"XXXX-06-09"}


def test_a_day_that_the_year_does_not_have_stays_open(say):
    said = say("概要\n\n2023年3月に文心一言を発表した。\n\n2月29日に悟道3.0を公開した。\n")
    assert "2023-02-29" not in {date for _, _, date in said.releases}


def test_bullets_of_a_slide_take_the_usual_year(say):
    text = "• 2023年3月16日に文心一言を発表した\n• 2023年5月に星火認知を発表した\n• 2021年3月20日に悟道を発表した\n• 6月6日にERNIE 3.5を公開した"
    assert "2023-06-06" in dates(say, text)
