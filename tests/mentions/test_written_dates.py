"""Every day of the calendar reads back from each way to write it, and no text makes the reader of dates fail."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.mentions import read_values
from extract.mentions.mention import DateValue

LANGS = st.sampled_from(["ja", "zh"])
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))
DIGITS = "〇一二三四五六七八九"
PIECES = st.sampled_from(
    [
        *"0123456789年月日号週周末初前后後半第の的〜-/.,（）()、",
        *["2023", "12", "二〇二三", "三十", "世紀", "世纪", "年代", "四半期", "季度", "今", "来", "上", "下", "先々"],
        *[
            "曜日",
            "星期",
            "月曜日",
            "一",
            "天",
            "か月",
            "个月",
            "以内",
            "以上",
            "から",
            "まで",
            "到",
            "至",
            "和",
            "之间",
        ],
        *["過去", "过去", "最後の", "令和", "民国", "元", "度", "同", "昨日", "一昨年", "九九", "10000", "9999"],
    ]
)


def spelled(number: int) -> str:
    """Write a number below a hundred with place words."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


def forms(day: dt.date) -> list[str]:
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{day.year}年{day.month:02d}月{day.day:02d}日",
        f"{year}年{spelled(day.month)}月{spelled(day.day)}日",
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%d} {day:%b} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ]


def only_date(text: str, lang: str, reference: dt.date | None = None) -> DateValue:
    reading = read_values(text, lang=lang, reference=reference)
    assert [mention.text for mention in reading.mentions] == [text]
    value = reading.mentions[0].value
    assert isinstance(value, DateValue)
    return value


@given(day=DAYS, lang=LANGS)
def test_a_day_reads_back_in_each_form(day, lang):
    for text in forms(day):
        value = only_date(text, lang)
        assert (value.edtf, value.earliest, value.latest, value.inferred) == (day.isoformat(), day, day, False), text


@given(day=DAYS, reference=DAYS, lang=LANGS)
def test_a_month_and_day_have_the_year_of_the_reference(day, reference, lang):
    day = day.replace(day=min(day.day, 28))
    value = only_date(f"{day.month}月{day.day}日", lang, reference)
    assert (value.earliest, value.inferred) == (day.replace(year=reference.year), True)


@given(first=DAYS, second=DAYS, lang=LANGS)
def test_a_range_has_both_ends(first, second, lang):
    first, second = sorted((first, second))
    if first == second:
        return
    joints = {"ja": ("{}〜{}", "{}から{}まで", "{}と{}の間"), "zh": ("{}至{}", "从{}到{}", "{}和{}之间")}
    for joint in joints[lang]:
        text = joint.format(*(f"{day.year}年{day.month}月{day.day}日" for day in (first, second)))
        value = only_date(text, lang)
        assert (value.earliest, value.latest) == (first, second), text


@given(count=st.integers(1, 99), reference=DAYS)
def test_days_before_and_after_count_from_the_reference(count, reference):
    for lang, unit in (("ja", "日"), ("zh", "天")):
        for word, sign in (("前", -1), ("後" if lang == "ja" else "后", 1)):
            value = only_date(f"{count}{unit}{word}", lang, reference)
            assert value.earliest == value.latest == reference + dt.timedelta(days=sign * count)


@given(text=st.lists(PIECES, max_size=14).map("".join), lang=LANGS, reference=st.none() | st.dates())
def test_any_text_reads_and_spans_are_in_order(text, lang, reference):
    end = 0
    for mention in read_values(text, lang=lang, reference=reference).mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.text == mention.span.of(text)
        end = mention.span.end
        value = mention.value
        if isinstance(value, DateValue) and value.earliest and value.latest:
            assert value.earliest <= value.latest


@pytest.mark.parametrize("lang", ["ja", "zh"])
@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("08/05/2023, 10/29/2024", ["2023-08-05", "2024-10-29"]),
        ("08/05/2023, 29/10/2024", ["2023-05-08", "2024-10-29"]),
        ("08/05/2023, 29/10/2024, 10/29/2024", ["2024-10-29", "2024-10-29"]),
        ("08/05/2023", []),
    ],
)
def test_a_text_of_one_convention_tells_the_order_of_day_and_month(lang, text, days):
    reading = read_values(text, lang=lang)
    assert [mention.value.edtf for mention in reading.mentions] == days
    assert len(reading.problems) == text.count("/2023") - sum(day.startswith("2023") for day in days)


@pytest.mark.parametrize(
    ("lang", "text", "amounts"),
    [
        ("zh", "8天20小时", [(212, "hours")]),
        ("ja", "1年6か月", [(18, "months")]),
        ("ja", "2時間10分5秒", [(7805, "seconds")]),
        ("ja", "2か月と3日間", [(2, "months"), (3, "days")]),
        ("zh", "两天又一个月", [(2, "days"), (1, "months")]),
    ],
)
def test_durations_of_several_units_are_one_where_that_is_exact(lang, text, amounts):
    values = [mention.value for mention in read_values(text, lang=lang).mentions]
    assert [(value.value, value.unit) for value in values] == amounts


@pytest.mark.parametrize("lang", ["ja", "zh"])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/1", "2023-12-01"),
        ("4.22", "2023-04-22"),
        ("22/04", "2023-04-22"),
        ("2010 01 29", "2010-01-29"),
        ("20230625", "2023-06-25"),
        ("27-7-3", "2027-07-03"),
        ("08-6-3", "2008-06-03"),
        ("08/29,2015", "2015-08-29"),
        ("29-8-15", "2029-08-15"),
    ],
)
def test_a_field_of_dates_may_write_them_in_digits_alone(lang, text, day):
    reading = read_values(text, lang=lang, reference=dt.date(2023, 11, 30), field="date")
    assert [mention.value.edtf for mention in reading.mentions] == [day]
    assert not any(isinstance(each.value, DateValue) for each in read_values(text, lang=lang).mentions)


@pytest.mark.parametrize(("order", "days"), [("day", ["2017-07-03"]), ("month", ["2017-03-07"]), ("", [])])
def test_a_field_of_dates_does_not_guess_which_is_the_month(order, days):
    reading = read_values("3-7-2017", lang="zh", date_order=order, field="date")
    assert [mention.value.edtf for mention in reading.mentions] == days
    assert len(reading.problems) == (not days)


@pytest.mark.parametrize("text", ["2019-02-30", "31/02", "20231301"])
def test_a_field_of_dates_reports_what_no_calendar_has(text):
    reading = read_values(text, lang="ja", reference=dt.date(2023, 11, 30), field="date")
    assert [problem.code for problem in reading.problems] == ["value-unreadable"]


def test_a_date_without_reference_knows_no_year():
    assert only_date("6月9日", "ja").edtf == "XXXX-06-09"
    assert only_date("昨日", "ja").earliest is None
    assert not read_values("来週", lang="ja").mentions
