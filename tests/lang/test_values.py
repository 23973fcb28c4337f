"""Every way to write a value reads as that value, alone and in a sentence, in both languages."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from extract.mentions import read_values
from extract.mentions.mention import DateValue, Quantity

HERE = Path(__file__).parent
FILES = ("numbers", "quantities", "dates")
FRAMES = ("{}", "「{}」", "A({}), B")


def load(lang: str, name: str) -> dict:
    text = (HERE / lang / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # ten times as fast


def cases():
    for lang in ("ja", "zh"):
        for name in FILES:
            content = load(lang, name)
            for section, items in content["sections"].items():
                for item in items:
                    for written in item["written"]:
                        yield pytest.param(
                            lang,
                            content.get("reference"),
                            item["is"],
                            written,
                            id=f"{lang}-{section}-{written}",
                        )


def refused(key: str):
    for lang in ("ja", "zh"):
        for name in FILES:
            for text in load(lang, name)[key]:
                yield pytest.param(lang, name, text, id=f"{lang}-{name}-{text}")


def stated(value: DateValue | Quantity) -> dict:
    """The value as the YAML files write it: what is exact, empty or None is left out."""
    if isinstance(value, DateValue):
        fields = {"edtf": value.edtf, "inferred": value.inferred}
        fields |= {"earliest": value.earliest, "latest": value.latest}
    else:
        fields = {
            "value": value.value,
            "max": value.value_max,
            "unit": value.unit,
            "kind": value.kind,
            "per": value.per,
        }
    fields["bound"] = "" if value.bound == "exact" else str(value.bound)
    return {name: field for name, field in fields.items() if field or (field == 0 and field is not False)}


def expected(entry: dict) -> dict:
    if "edtf" in entry:
        entry = {"edtf": str(entry["edtf"]), **{key: value for key, value in entry.items() if key != "edtf"}}
        if "days" in entry:
            days = entry.pop("days")
            entry |= dict(zip(("earliest", "latest"), (days, days) if isinstance(days, dt.date) else days, strict=True))
        return {key: value for key, value in entry.items() if value is not None}
    numbers = {key: Decimal(str(entry[key])) for key in ("value", "max") if key in entry}
    return {"kind": "number", **entry, **numbers}


@pytest.mark.parametrize(("lang", "reference", "entry", "written"), list(cases()))
def test_reads_each_way_to_write_a_value(lang, reference, entry, written):
    for frame in FRAMES:
        text = frame.format(written)
        start = text.index(written)
        reading = read_values(text, lang=lang, reference=reference)
        found = [(mention.text, mention.span.start, stated(mention.value)) for mention in reading.mentions]
        assert found == [(written, start, expected(entry))]
        assert not reading.problems


@pytest.mark.parametrize(("lang", "name", "text"), list(refused("not")))
def test_reads_nothing_where_there_is_no_such_value(lang, name, text):
    mentions = read_values(text, lang=lang, reference=dt.date(2023, 8, 1)).mentions
    unwanted = [m for m in mentions if name != "dates" or isinstance(m.value, DateValue)]
    assert unwanted == []


@pytest.mark.parametrize(("lang", "name", "text"), list(refused("problems")))
def test_says_that_a_value_has_no_exact_reading(lang, name, text):
    reading = read_values(text, lang=lang, reference=dt.date(2023, 8, 1))
    assert [problem.quote for problem in reading.problems] == [text]
    assert [span.of(text) for span in reading.unreadable] == [text]
    assert reading.mentions == ()
    assert reading.problems[0].code == "value-unreadable"


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_sections(name):
    assert list(load("ja", name)["sections"]) == list(load("zh", name)["sections"])
