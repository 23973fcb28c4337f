"""Roles that contradict each other, and those that one person holds together."""

from __future__ import annotations

import pytest

from extract.entities.conflicts import find_conflicts


def role(name, post, predicate="role_at", organization="甲社", *, document="a", start=0):
    return {
        "relation_id": f"relation-{name}-{post}-{predicate}-{organization}-{document}",
        "subject_id": f"person-{name}",
        "subject": name,
        "predicate": predicate,
        "object_id": f"org-{organization}",
        "object": organization,
        "qualifier": post,
        "_place": (document, start),
    }


def found(*rows, published=None):
    evidence = [
        {
            "dataset": "relations",
            "row_id": row["relation_id"],
            "document_id": row["_place"][0],
            "page": 1,
            "start": row["_place"][1],
            "end": row["_place"][1] + 10,
            "main": True,
        }
        for row in rows
    ]
    documents = [
        {"document_id": each, "published_earliest": day, "published_latest": day}
        for each, day in (published or {}).items()
    ]
    conflicts = find_conflicts({"relations": list(rows), "evidence": evidence, "documents": documents})
    return {(each["field"], each["reason"], each["severity"]) for each in conflicts}


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        # Two departments, a post and its deputy.
        (
            role("花子", "販売部門責任者", "formerly_at"),
            role("花子", "技術委員会主席", "formerly_at", start=500),
            "roles_differ",
        ),
        (role("花子", "副社長"), role("花子", "社長", start=500), "roles_differ"),
        (role("明", "总裁"), role("明", "副总裁", start=500), "roles_differ"),
        (role("花子", "社長"), role("花子", "社長", "formerly_at", start=500), "status_differs"),
        (role("花子", "CEO"), role("太郎", "CEO", start=500), "holders_differ"),
        (role("花子", "CEO"), role("花子", "CEO", organization="乙社", start=500), "organizations_differ"),
    ],
)
def test_roles_that_cannot_be_right_at_one_time(one, other, conflict):
    assert {reason for _, reason, _ in found(one, other)} == {conflict}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (role("花子", "創業者"), role("花子", "CEO", start=500)),
        (role("花子", "会長"), role("花子", "社長", start=500)),
        (role("花子", "責任者"), role("花子", "販売部門責任者", start=500)),
        (role("花子", "教授"), role("花子", "院長", start=500)),
        (role("花子", "販売部門責任者"), role("太郎", "販売部門責任者", start=500)),
        (role("花子", "CEO"), role("花子", "CEO", organization="甲社クラウド", start=500)),
        # In one breath: the text itself says that both hold.
        (role("花子", "副社長"), role("花子", "社長", start=12)),
    ],
)
def test_roles_that_go_together(one, other):
    assert not found(one, other)


def test_a_founder_remains_one():
    rows = role("花子", "創業者"), role("花子", "創業者", "formerly_at", start=500)
    assert found(*rows) == {("predicate", "status_differs", "low")}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ({"a": "2021-03-01", "b": "2024-03-01"}, set()),
        ({"a": "2021-03-01", "b": "2021-09-01"}, {("predicate", "status_differs", "medium")}),
        ({"a": "2021-03-01"}, set()),
    ],
)
def test_documents_of_different_years_may_both_be_right(published, expected):
    rows = role("花子", "社長"), role("花子", "社長", "formerly_at", document="b")
    assert found(*rows, published=published) == expected
