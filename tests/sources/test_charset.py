"""The character set by the bytes: old Chinese and Japanese sets, true labels, false labels and none."""

import pytest

from extract.sources.charset import judge_charset

ZH = "<p>本周多家企业发布了新的语言模型，并开放了代码与权重。研究人员表示，推理能力有明显提高。</p>"
TW = "<p>本週多家企業發布了新的語言模型，並開放了程式碼與權重。研究人員表示，推理能力有明顯提高。</p>"
JA = "<p>国内の研究機関は本日、新しい言語モデルを公開しました。推論の速度が大きく向上しているとのことです。</p>"
WRITTEN = [
    (ZH, "gb18030", "gb18030"), (ZH, "gbk", "gb18030"), (ZH, "gb2312", "gb18030"), (ZH, "utf-8", "utf-8"),
    (TW, "big5", "big5hkscs"), (TW, "utf-8", "utf-8"), (JA, "cp932", "cp932"), (JA, "shift_jis", "cp932"),
    (JA, "euc_jp", "euc_jp"), (JA, "iso2022_jp", "iso2022_jp"), (JA, "utf-8", "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codec", "name"), WRITTEN)
@pytest.mark.parametrize("label", ["", "utf-8", "gbk", "big5", "shift_jis", "euc-jp", "iso-8859-1", "x-unknown"])
def test_the_bytes_decide_whatever_the_label_says(text, codec, name, label):
    body = text.encode(codec)
    found = judge_charset(body, f"text/html; charset={label}" if label else "text/html")
    assert (found.name, found.decode(body), found.damaged) == (name, text, False)
    true = {"gb18030": ["gbk"], "big5hkscs": ["big5"], "cp932": ["shift_jis"], "euc_jp": ["euc-jp"], "utf-8": ["utf-8"]}
    assert found.wrong_labels == (() if not label or label in true.get(name, []) else (label,))


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        "<meta http-equiv=Content-Type content='text/html; charset={}'>",
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_label_within_the_text_is_seen(head):
    body = (head.format("GB2312") + ZH).encode("utf-8")
    found = judge_charset(body, "text/html; charset=UTF-8")
    assert (found.labels, found.wrong_labels) == (("utf-8", "gb2312"), ("gb2312",))


@pytest.mark.parametrize(
    ("text", "codec"), [("模型", "gbk"), ("模型", "big5"), ("公開", "shift_jis"), ("公開", "euc_jp")]
)
def test_of_a_text_too_short_to_tell_the_label_is_believed(text, codec):
    body = text.encode(codec)
    assert judge_charset(body, f"text/plain; charset={codec}").decode(body) == text


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_says_it_all_and_is_no_text(codec):
    body = JA.encode(codec)
    assert judge_charset(body, "text/html; charset=shift_jis").decode(body) == JA


def test_ascii_fits_every_label():
    assert judge_charset(b"<p>plain</p>", "text/html; charset=shift_jis").wrong_labels == ()


@pytest.mark.parametrize("label", ["", "utf-8", "gbk", "iso-8859-1"])
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (JA, "utf-8"),
        (ZH, "utf-8"),
        (TW, "utf-8"),
        ("模型公开了", "utf-8"),
        (ZH, "gb18030"),
        (JA, "euc_jp"),
    ],
)
def test_a_byte_that_was_lost_is_a_damage_and_no_other_set(text, codec, label):
    body = (text * 20).encode(codec)
    lost = max(at for at in range(60) if body[at] > 0x7F)
    broken = body[:lost] + body[lost + 1 :]
    found = judge_charset(broken, f"text/plain; charset={label or codec}")
    assert (found.name, found.damaged) == (codec, True)
    assert found.decode(broken).count(text) >= 17


def test_a_large_page_is_judged_by_its_beginning():
    body = (ZH + "\n").encode("gb18030") * 3000
    assert judge_charset(body, "").decode(body) == (ZH + "\n") * 3000


def test_bytes_that_are_no_text_are_judged_without_a_fault():
    assert judge_charset(bytes(range(256)) * 10, "text/plain").damaged


@pytest.mark.parametrize(("text", "codec"), [(ZH, "gb18030"), (TW, "big5hkscs"), (JA, "cp932"), (JA, "euc_jp")])
def test_a_text_behind_a_long_script_is_judged(text, codec):
    body = (f"<script>{'x' * 100_000}</script>" + text * 4).encode(codec)
    found = judge_charset(body, "text/html; charset=utf-8")
    assert (found.name, found.damaged) == (codec, False)


@pytest.mark.parametrize(
    "label", ["punycode", "idna", "unicode_escape", "base64", "zlib", "utf-7", "undefined", "mbcs", "rot13"]
)
def test_a_label_that_names_no_set_of_texts_is_not_used(label):
    for body in ("模型".encode("gbk"), (ZH * 4).encode("gbk")):
        found = judge_charset(body, f"text/html; charset={label}")
        assert found.name in {"gb18030", "cp932", "big5hkscs", "euc_jp", "utf-8"}
        assert found.wrong_labels == (label,)


def test_a_short_line_of_utf8_with_one_byte_lost_is_still_utf8():
    text = "公開しました。" * 4
    body = text.encode()
    for at in range(0, 60, 3):
        found = judge_charset(body[:at] + body[at + 1 :], "text/plain")
        assert (found.name, found.damaged) == ("utf-8", True), at
