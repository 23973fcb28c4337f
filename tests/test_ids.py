"""Ids: made of what is said alone, the same on every machine; the fingerprint sees every change of code and rules."""

import os
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ids import code_fingerprint, fingerprint_of, name_key, plain_number, sha256_bytes, stable_id


def test_an_id_is_the_kind_and_sixteen_digits_that_never_change():
    # A changed value here changes every published id.
    assert stable_id("release", "悟道", None, "2023-06") == "release-80e78430c9b6bd3f"
    assert stable_id("table", 1, ("a", "b")) == stable_id("table", 1, ("a", "b"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", None), ("a", "")),
        (("a", None), ("a",)),
        (("1",), (1,)),
        ((("a", "b"),), ("a", "b")),
        (("none",), (None,)),
    ],
)
def test_parts_are_told_apart(one, other):
    assert stable_id("x", *one) != stable_id("x", *other)


def test_an_id_does_not_depend_on_the_process():
    code = "from extract.ids import stable_id; print(stable_id('x', '文心一言', 1.5, ('a', None)))"
    seeds = ("0", "1")
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in seeds
    }
    assert said == {stable_id("x", "文心一言", 1.5, ("a", None))}


@pytest.mark.parametrize(
    "name", ["悟道 3.0", "悟道·3.0", "悟道３.０", "悟道-3.0", "悟道・3.0", "悟道_3.0", "悟\u200b道3.0"]
)
def test_spellings_of_one_name_share_a_key(name):
    assert name_key(name) == name_key("悟道3.0")


@pytest.mark.parametrize("name", ["悟道30", "悟道3", "悟道", "悟道3.0.1", "感悟道3.0"])
def test_other_names_have_other_keys(name):
    assert name_key(name) != name_key("悟道3.0")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1E+3", "1000"),
        ("1.50", "1.5"),
        ("10.0", "10"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("0.000", "0"),
        ("1E-3", "0.001"),
    ],
)
def test_a_number_is_written_in_one_way(number, text):
    assert plain_number(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18))
def test_a_number_keeps_its_value(number):
    text = plain_number(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert text == plain_number(Decimal(text))


def test_the_fingerprint_sees_names_and_bytes_and_no_order(tmp_path):
    one, other = tmp_path / "a.py", tmp_path / "b.yaml"
    one.write_text("x = 1")
    other.write_text("y: 2")
    before = fingerprint_of([one, other])
    assert fingerprint_of([other, one]) == before
    one.write_text("x = 2")
    changed = fingerprint_of([one, other])
    one.write_text("x = 1")
    one.rename(tmp_path / "c.py")
    renamed = fingerprint_of([tmp_path / "c.py", other])
    assert len({before, changed, renamed}) == 3


def test_the_code_has_one_fingerprint():
    assert len(code_fingerprint()) == 64
    assert code_fingerprint() == code_fingerprint()


def test_a_hash_is_of_the_bytes():
    assert sha256_bytes(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
