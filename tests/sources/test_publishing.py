"""The part `publishing` of the catalogue."""

import pytest

from extract.errors import ShuttenError
from extract.sources.publishing import Publishing
from extract.sources.register import read_sources


def catalogue(tmp_path, publishing):
    (tmp_path / "catalogue.yaml").write_text(f"{publishing}\nsources: []\n", encoding="utf-8")
    return read_sources(tmp_path).publishing


def test_without_the_part_nothing_goes_through(tmp_path):
    assert catalogue(tmp_path, "").let_through == ()
    assert catalogue(tmp_path, "publishing: {}") == Publishing()


def test_rules_are_read_and_one_word_may_stand_for_a_list(tmp_path):
    read = catalogue(
        tmp_path,
        "publishing: {let_through: [{dataset: figures, kind: [added], confidence: 0.9}, {source: [a, b]}, {field: [evidence, date]}]}",
    )
    [first, second, third] = read.let_through
    assert third.field == ("evidence", "date")
    assert (first.dataset, first.kind, first.confidence) == (("figures",), ("added",), 0.9)
    assert second.source == ("a", "b")
    assert catalogue(tmp_path, "publishing: {let_through: all}").let_through == "all"


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("{let_through: [{}]}", "a rule without a condition lets all through"),
        ("{let_through: everything}", "has the let_through 'everything'"),
        ("{let_through: [{dataset: figure}]}", "there is no dataset figure"),
        ("{let_through: [{field: [evidence, dates]}]}", "no dataset has a column dates"),
        ("{let_through: [{kind: [new]}]}", "has the kind 'new'"),
        ("{let_through: [{cause: [luck]}]}", "has the cause 'luck'"),
        ("{let_through: [{confidence: 2}]}", "'confidence' is '2'"),
        ("{let_through: [{sure: true}]}", "has the unknown key 'sure'"),
        ("{allow: all}", "has the unknown key 'allow'"),
    ],
)
def test_a_rule_that_is_wrong_is_named(tmp_path, part, told):
    with pytest.raises(ShuttenError, match=told) as error:
        catalogue(tmp_path, f"publishing: {part}")
    assert "catalogue.yaml, publishing" in str(error.value)


def test_the_digest_is_that_of_what_it_says():
    rule = {"let_through": [{"dataset": "figures"}]}
    assert (
        Publishing.model_validate(rule).digest
        == Publishing.model_validate({"let_through": [{"dataset": ["figures"]}]}).digest
    )
    assert len({Publishing().digest, Publishing(let_through="all").digest, Publishing.model_validate(rule).digest}) == 3
