"""The lines of `report.jsonl` by the kinds that are scored.

A line has the offsets of the place that states it, half-open, in the text of the file, and no text of it but names and values;
titles are digests. `sure`, `layout` and `slide` say whether the bare text proves it, how the slide shows it and which one it is.
`target_start` and `target_end` mark the words of a policy's target, `date_` and `score_` the place of a date or score.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Fact = dict[str, Any]

_KINDS = {"policy": "policies", "role": "people", "alias": "aliases"}
RELATION_KINDS = {
    "partner_of": "partners",
    "product_of": "products",
    "member_of": "members",
    "based_on": "bases",
    "uses_dataset": "training_data",
    "located_in": "locations",
    "invests_in": "investments",
    "open_sourced_by": "open_sourced",
    "founded_by": "founders",
    "application": "applications",
    "category": "categories",
}


def read_facts(path: Path) -> dict[str, list[Fact]]:
    """Return the facts by the kinds of `Scorer.scores`; who founded what is wanted as a role and as a relation.

    When an organization was established is an event of its life.
    """
    facts: dict[str, list[Fact]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fact = json.loads(line)
        said = fact["kind"]
        kind = _KINDS.get(said, f"{said}s")
        if said == "relation":
            kind = RELATION_KINDS.get(fact["predicate"], kind)
        if kind == "people":
            fact["name"] = fact["person"]
            if fact["predicate"] == "founded_by":
                facts.setdefault("founders", []).append(_founder(fact))
        if kind == "organizations":
            facts.setdefault("events", []).append({**fact, "date": fact["established"]})
        facts.setdefault(kind, []).append(fact)
    return facts


def _founder(role: Fact) -> Fact:
    also = [{"subject": each["organization"]} for each in role.get("also", ()) if "organization" in each]
    return {**role, "subject": role["organization"], "object": role["person"], "also": also}
