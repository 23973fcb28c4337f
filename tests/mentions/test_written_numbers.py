"""Written numbers wherever they stand: any number in any of its forms reads back equal; any text reads."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_read_values import HAN, LANGS, PLACES, TEXTS, only, spell

from extract.errors import ShuttenError
from extract.mentions import read_values
from extract.mentions.written import read_numbers

WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
FRACTION = {"ja": "{}分の{}", "zh": "{}分之{}"}
MIXED = {"ja": "{}と{}分の{}", "zh": "{}又{}分之{}"}
FORMAL = {"ja": str.maketrans("一二三十百千", "壱弐参拾佰阡"), "zh": str.maketrans("一二三四五百千", "壹贰叁肆伍佰仟")}


FESTIVALS = {"五一", "六一"}  # Labour Day and Children's Day


def values(text: str, lang: str) -> list[Decimal]:
    return [found.number.low for found in read_numbers(text, lang=lang)]


def spelled(number: int, lang: str) -> str:
    """A number below 10**12 with all its place words, in Han characters."""
    words, gap = "", False
    for exponent, word in ((8, PLACES[lang][1]), (4, PLACES[lang][0]), (0, "")):
        section, number = divmod(number, 10**exponent)
        if section:
            if words and (gap or section < 1000):
                words += "零"
            words += spell(section) + word
        gap = bool(words) and not section
    return words


@given(TEXTS, LANGS)
def test_any_text_reads_and_spans_are_in_order(text, lang):
    end = 0
    for found in read_numbers(text, lang=lang):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.number.low.is_finite()
        end = found.span.end


@given(st.integers(1, 10**12 - 1), LANGS)
def test_a_number_reads_back_in_each_script(number, lang):
    han = spelled(number, lang)
    forms = [str(number), f"{number:,}", str(number).translate(WIDE), f"{number:,}".translate(WIDE), han]
    if number > 9:
        forms.append(han.translate(FORMAL[lang]))
        digits = "".join(HAN[int(digit)] for digit in str(number))
        forms += [digits] if digits not in FESTIVALS else []
    for form in forms:
        assert values(form, lang) == [number], form


@given(st.integers(1, 9999), st.sampled_from([(4, 0), (8, 1)]), st.integers(0, 9), LANGS)
def test_a_decimal_before_a_place_word_reads_back(whole, place, tenth, lang):
    exponent, word = place
    assert values(f"{whole}.{tenth}{PLACES[lang][word]}", lang) == [Decimal(f"{whole}.{tenth}") * 10**exponent]


@given(st.integers(1, 999), st.integers(2, 999), st.integers(1, 99), LANGS)
def test_a_fraction_reads_back(above, below, whole, lang):
    exact = Decimal(above) / Decimal(below)
    for form in (FRACTION[lang].format(below, above), FRACTION[lang].format(spell(below), spell(above))):
        assert abs(only(form, lang).value - exact) < Decimal("1e-15") * max(exact, 1)
    if above < below:
        for form in (
            MIXED[lang].format(whole, below, above),
            MIXED[lang].format(spell(whole), spell(below), spell(above)),
        ):
            assert abs(only(form, lang).value - whole - exact) < Decimal("1e-12")


@given(st.decimals(1, 999, places=2), st.integers(-12, 20), LANGS)
def test_scientific_notation_reads_back(number, exponent, lang):
    assert values(f"{number}e{exponent}", lang) == [number.scaleb(exponent)]


@given(st.integers(1, 10**6), LANGS)
def test_a_negative_number_reads_back(number, lang):
    for sign in ("-", "−", {"ja": "マイナス", "zh": "负"}[lang]):
        assert values(f"{sign}{number}", lang) == [-number]


@given(st.integers(1, 500), st.integers(501, 999), LANGS)
def test_two_bounds_are_one_range(low, high, lang):
    forms = {
        "ja": ("{}以上{}未満", "{}より大きく{}以下", "{1}以下{0}以上", "{}と{}の間"),
        "zh": ("大于{}小于{}", "大于等于{}且小于等于{}", "{}和{}之间", "{}以上{}以下"),
    }[lang]
    for form in forms:
        value = only(form.format(low, high), lang)
        assert (value.value, value.value_max) == (low, high)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("2018年5月17日", "ja", [2018, 5, 17]),
        ("第三名和第5名", "zh", [3, 5]),
        ("にじゅうさん", "ja", [23]),
        ("さんびゃく ろっぴゃく", "ja", [300, 600]),
        ("私は に です", "ja", []),
        ("1.2.3.4", "zh", [1, 2, 3, 4]),
        ("1 234 567.89", "ja", [Decimal("1234567.89")]),
        ("3/5 和 1 3/5", "zh", [Decimal("0.6"), Decimal("1.6")]),
        ("--9", "ja", [9]),
        (".5", "zh", [Decimal("0.5")]),
        ("一般 统一 http://a.b/12", "zh", []),
        ("登陆部队", "zh", []),
    ],
)
def test_numbers_are_read_wherever_they_stand(text, lang, expected):
    assert values(text, lang) == expected


def test_a_wrong_language_is_refused():
    with pytest.raises(ShuttenError):
        read_numbers("1", lang="en")


@pytest.mark.parametrize("lang", ["ja", "zh"])
def test_the_active_parameters_of_a_mixture_of_experts_stand_apart(lang):
    values = [mention.value for mention in read_values("GLM (355B-A32B)", lang=lang).mentions]
    assert [(value.value, value.unit) for value in values] == [
        (Decimal(355_000_000_000), "parameters"),
        (Decimal(32_000_000_000), "active_parameters"),
    ]
    assert not read_values("GLM-4.5-355B-A32B", lang=lang).mentions


@pytest.mark.parametrize(
    ("lang", "text", "numbers"),
    [
        ("ja", "詳細は4.1参照", ["4.1"]),
        ("ja", "192一時的な認証", ["192"]),
        ("zh", "图3一览", ["3"]),
        ("zh", "两万五千", ["25000"]),
        ("ja", "1千2百", ["1200"]),
    ],
)
def test_digits_of_two_scripts_side_by_side_are_two_numbers(lang, text, numbers):
    assert values(text, lang)[: len(numbers)] == [Decimal(number) for number in numbers]
