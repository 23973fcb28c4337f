"""What holds of any text: no exception, spans that are the text, EDTF that its library reads alike."""

import datetime as dt
import pickle
from decimal import Decimal

import pytest
from edtf import parse_edtf
from hypothesis import example, given
from hypothesis import strategies as st

from extract.errors import ShuttenError
from extract.mentions import read_values
from extract.mentions.mention import DateValue, Quantity

LANGS = st.sampled_from(["ja", "zh"])
PIECES = st.sampled_from(
    [
        "0",
        "1",
        "2",
        "9",
        "10",
        "2023",
        "０",
        "３",
        "〇",
        "一",
        "二",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "億",
        "兆",
        "数",
        "几",
        "余",
        "多",
        "点",
        "分の",
        "分之",
        "第",
        "半",
        "年",
        "月",
        "日",
        "度",
        ",",
        "，",
        ".",
        "．",
        "-",
        "〜",
        "～",
        "/",
        ":",
        "から",
        "到",
        "以上",
        "未満",
        "約",
        "约",
        "最大",
        "超",
        "%",
        "％",
        "円",
        "元",
        "ドル",
        "$",
        "¥",
        "US$",
        "GB",
        "B",
        "T",
        "K",
        "人",
        "社",
        "家",
        "個",
        "个",
        "の",
        "的",
        "パラメータ",
        "参数",
        "令和",
        "今年",
        "去年",
        "上半期",
        "第3四半期",
        "Q3",
        "まで",
        "前",
        "每天",
        "月間",
        "²",
        "①",
        "½",
        "\n",
        "\t",
        "\u3000",
        "GPT-4",
        "https://a.b/1",
        "Sep",
        "同年",
        "㍻",
        "⽉",
        "\ufeff",
        "\ue000",
        "😀",
        "が",
        "゙",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=24).map("".join))
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
HAN = "〇一二三四五六七八九"
PLACES = {"ja": ("万", "億", "兆"), "zh": ("万", "亿", "万亿")}


def only(text: str, lang: str, reference: dt.date | None = None) -> DateValue | Quantity:
    reading = read_values(text, lang=lang, reference=reference)
    assert [mention.text for mention in reading.mentions] == [text]
    return reading.mentions[0].value


@given(TEXTS, LANGS, st.one_of(st.none(), DATES, st.just(dt.date.max), st.just(dt.date.min)))
@example("9999年12月以降", "ja", None)
@example("2023年2月29日〜", "zh", dt.date.min)
@example("明日", "ja", dt.date.max)
@example("0-万", "ja", None)
@example("十十月", "ja", None)
def test_any_text_reads_and_every_span_is_its_text(text, lang, reference):
    reading = read_values(text, lang=lang, reference=reference)
    end = 0
    for mention in reading.mentions:
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text) == mention.text
        end = mention.span.end
    assert [span.of(text) for span in reading.unreadable] == [problem.quote for problem in reading.problems]
    assert read_values(text, lang=lang, reference=reference) == reading


def spell(number: int) -> str:
    """A number below ten thousand in Han characters, with every place word."""
    words = ""
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            words += HAN[digit] + word
        elif words and number and not words.endswith("零"):
            words += "零"
    return words


@given(st.integers(1, 10**16 - 1), LANGS)
def test_a_number_in_digits_reads_back(number, lang):
    assert only(f"{number:,}", lang).value == number
    assert only(f"{number}円" if lang == "ja" else f"{number}元", lang).value == number


@given(st.integers(11, 9999), st.sampled_from([0, 1, 2]), LANGS)
def test_a_number_in_han_characters_reads_back(number, place, lang):
    word = spell(number) + PLACES[lang][place]
    assert only(f"{word}円" if lang == "ja" else f"{word}元", lang).value == number * 10 ** (4 * place + 4)


@given(st.integers(1, 9999), st.integers(1, 9999), LANGS)
def test_a_number_with_place_words_reads_back(high, low, lang):
    text = f"{high}{PLACES[lang][1]}{low}{PLACES[lang][0]}"
    assert only(text, lang).value == high * 10**8 + low * 10**4


@given(st.decimals(0, 10000, places=3), LANGS)
def test_decimals_are_exact(number, lang):
    value = only(f"{number}%", lang)
    assert value.value == Decimal(number)
    assert value.unit == "%"


@given(DATES, st.sampled_from(["%Y年%m月%d日", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y 年 %m 月 %d 日"]), LANGS)
def test_a_day_reads_back(day, form, lang):
    value = only(day.strftime(form), lang)
    assert (value.edtf, value.earliest, value.latest) == (day.isoformat(), day, day)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("2023年", "ja"),
        ("2023年3月", "zh"),
        ("2024年2月", "ja"),
        ("2023年第3四半期", "ja"),
        ("2023年上半年", "zh"),
        ("2023年下半期", "ja"),
        ("2023年春", "ja"),
        ("1990年代", "zh"),
        ("2023年3月～5月", "ja"),
        ("2023年5月下旬", "ja"),
        ("2023年度", "ja"),
    ],
)
def test_edtf_means_the_same_to_the_edtf_library(text, lang):
    value = only(text, lang)
    parsed = parse_edtf(value.edtf)
    assert value.earliest == dt.date(*parsed.lower_strict()[:3])
    assert value.latest == dt.date(*parsed.upper_strict()[:3])


@pytest.mark.parametrize("lang", ["ja", "zh"])
def test_a_date_without_a_year_stays_open_without_a_reference(lang):
    assert only("6月9日", lang) == DateValue("XXXX-06-09", None, None, inferred=True)
    assert only("6月", lang) == DateValue("XXXX-06", None, None, inferred=True)
    assert only("今年", lang) == DateValue("XXXX", None, None, inferred=True)


def test_the_same_year_is_that_of_the_date_before():
    text = "2022年5月に設立、同年12月に上場した。"
    values = [m.value.edtf for m in read_values(text, lang="ja", reference=dt.date(2024, 1, 1)).mentions]
    assert values == ["2022-05", "2022-12"]


@pytest.mark.parametrize(
    ("text", "lang", "value", "unit", "per"),
    [
        ("1日あたりの検索リクエスト数は60億回", "ja", 6_000_000_000, "times", "day"),
        ("1ヶ月当たりの音声インタラクションは66億回", "ja", 6_600_000_000, "times", "month"),
        ("月間アクティブユーザーは5.4億人", "ja", 540_000_000, "people", "month"),
        ("毎年、1000億円", "ja", 100_000_000_000, "JPY", "year"),
        ("日均调用量超过1亿次", "zh", 100_000_000, "times", "day"),
        ("每月活跃用户 2000 万人", "zh", 20_000_000, "people", "month"),
        ("每秒38个token", "zh", 38, "tokens/second", ""),
        ("毎日公開する。60億回", "ja", 6_000_000_000, "times", ""),
    ],
)
def test_words_before_a_count_say_over_which_period_it_is_counted(text, lang, value, unit, per):
    (mention,) = read_values(text, lang=lang).mentions
    assert (mention.value.value, mention.value.unit, mention.value.per) == (value, unit, per)


def test_punctuation_and_marks_are_no_part_of_a_number():
    values = [m.value for m in read_values("超过300，2020年，①5家²", lang="zh").mentions]
    assert [getattr(value, "edtf", None) or value.value for value in values] == [300, "2020", 5]


def test_a_blank_line_or_a_tab_parts_a_number_from_what_follows():
    for gap in ("\n\n", "\t"):
        (mention,) = read_values(f"30{gap}倍", lang="ja").mentions
        assert (mention.text, mention.value.kind) == ("30", "number")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("50社から100社に増えた", "ja", [(50, "companies", "exact"), (100, "companies", "exact")]),
        ("2社から5000万ドルを調達", "ja", [(2, "companies", "exact"), (50_000_000, "USD", "exact")]),
        ("30以上の人工知能企業", "ja", [(30, "", "at_least")]),
        ("10億元以上の企業10社", "ja", [(10**9, "CNY", "at_least"), (10, "companies", "exact")]),
        (
            "10億パラメータ以上のモデルが78個",
            "ja",
            [(10**9, "parameters", "at_least"), (78, "items", "exact")],
        ),
        ("2超大規模データセンター", "ja", [(2, "", "exact")]),
        ("1000億元まで拡大", "ja", [(10**11, "CNY", "exact")]),
        ("ERNIE 3.5モデル", "ja", [(Decimal("3.5"), "", "exact")]),
        ("不十分な10社", "ja", [(10, "companies", "exact")]),
        ("活字3.0模型", "zh", [(3, "", "exact")]),
        ("支持32K上下文", "zh", [(32000, "tokens", "exact")]),
        ("110万多轮对话", "zh", [(1_100_000, "", "exact")]),
        ("7B模型", "zh", [(7 * 10**9, "parameters", "exact")]),
        ("最近3家公司", "zh", [(3, "companies", "exact")]),
        ("<td>2</td>", "zh", [(2, "", "exact")]),
    ],
)
def test_words_that_look_like_a_part_of_a_value_are_none(text, lang, expected):
    values = [mention.value for mention in read_values(text, lang=lang).mentions]
    assert [(value.value, value.unit, value.bound) for value in values] == expected


def test_a_minus_sign_belongs_to_the_end_that_it_stands_before():
    (mention,) = read_values("-3〜5%", lang="ja").mentions
    assert (mention.value.value, mention.value.value_max) == (-3, 5)
    assert [m.value.value for m in read_values("-5%〜-3%", lang="ja").mentions] == [-5, -3]
    assert [p.quote for p in read_values("マイナス3〜5%", lang="ja").problems] == ["マイナス3〜5%"]


def test_a_wrong_language_is_refused():
    with pytest.raises(ShuttenError):
        read_values("1", lang="en")


def test_a_reading_survives_pickling():
    reading = read_values("2023年3月、4,61万人、5000万ドル", lang="ja")
    assert pickle.loads(pickle.dumps(reading)) == reading


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("10^25FLOPs", "1e25", "FLOP"),
        ("2×10^25 FLOPs", "2e25", "FLOP"),
        ("4.25EFLOPS", "4.25e18", "FLOP/s"),
        ("2000PFLOPS", "2e18", "FLOP/s"),
    ],
)
def test_units_of_computing(text, value, unit):
    (mention,) = read_values(f"合計{text}", lang="ja").mentions
    assert (mention.value.value, mention.value.unit) == (Decimal(value), unit)
