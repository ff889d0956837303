"""The rules as a decision of the GoRules JSON Decision Model.

Nodes of expressions, one after the other: what counts of what is said; what is missing for each requirement; verdicts.
Missing is a number (0: nothing), true where it is no amount, null while it is unknown.
"""

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise


def _counted(amount: str, counts: str) -> str:
    """Nothing where it does not count, unknown while that is open; nothing is nothing."""
    return f"{counts} == false ? 0 : {counts} == true or {amount} == 0 ? {amount} : null"


def _least(have: str, need: int) -> str:
    return f"{have} == null ? null : {have} >= {need} ? 0 : {need} - {have}"


def _flag(said: str) -> str:
    return f"{said} == null ? null : {said} ? 0 : true"


_FACTS = {
    "graduate": 'education == null ? null : education == "graduate"',
    "qualified": 'rsc_provider_qualified == "yes" ? true : rsc_provider_qualified == "no" ? false : null',
    "paid": "volunteer_only == false or volunteer_supervised_and_trained == true ? true"
    " : volunteer_only == null or volunteer_supervised_and_trained == null ? null : false",
    "leads": 'scope == "unsure" ? null : scope',
    "on_rsc": "training_hours == 0 ? 0 : training_on_rsc_hours",
    "about": "rsc_hours == 0 ? 0 : rsc_about_providing_hours",
    "speaks_of_add_on": "applying_for_ers == true or holds != null",
}


def _track(scope: str) -> str:
    """Leadership counts in the track of one's scope, after the degree."""
    return f'graduate == false or (leads != null and leads != "{scope}") ? false : leads == null ? null : graduate'


_COUNTS = {
    "clinical_track": _track("clinical_leadership"),
    "policy_track": _track("policy"),
    "research_track": _track("research_faculty"),
    "related_work": _counted("related_work_years", "paid"),
    "clinical_work": _counted("clinical_years", "graduate"),
    "rsc": _counted("rsc_hours", "qualified"),
    "rsc_about_providing": _counted("about", "qualified"),
    "not_on_rsc": "training_hours == null or training_hours == 0 ? training_hours"
    " : on_rsc == null ? null : training_hours - on_rsc",
    "has_degree": 'education == null ? null : education in ["cda", "associate", "bachelor", "graduate"]',
    "holds_any": "holds == null ? null : len(holds) > 0",
    "showed_rsc": 'holds == null ? null : some(holds, # in ["IFS", "IMHS", "IMHM-C"])',
}
_LEADERSHIP = {
    "clinical_leadership": _counted("leadership_years", "clinical_track"),
    "policy_leadership": _counted("leadership_years", "policy_track"),
    "research_leadership": _counted("leadership_years", "research_track"),
}

_DECIDING: Mapping[str, Mapping[str, str]] = {
    "IFA": {
        "degree_or_work": "has_degree == true or (related_work != null and related_work >= 2) ? 0"
        " : has_degree == null or related_work == null ? null : 2 - related_work",
        "training_hours": _least("training_hours", 33),
    },
    "IFS": {
        "prevention_years": _least("prevention_years", 2),
        "families_served": _least("families_served", 10),
        "training_hours": _least("training_hours", 33),
        "rsc_hours": _least("rsc", 24),
    },
    "IMHS": {
        "education": _flag("graduate"),
        "licence": _flag("licensed"),
        "clinical_years": _least("clinical_work", 2),
        "training_hours": _least("training_hours", 33),
        "rsc_hours": _least("rsc", 50),
    },
    "IMHM_C": {
        "education": _flag("graduate"),
        "clinical_years": _least("clinical_work", 2),
        "leadership_years": _least("clinical_leadership", 3),
        "rsc_providing_years": _least("rsc_providing_years", 3),
        "training_hours": _least("not_on_rsc", 33),
        "training_on_rsc_hours": _least("on_rsc", 15),
        "rsc_hours": _least("rsc", 50),
        "rsc_about_providing_hours": _least("rsc_about_providing", 25),
    },
    "IMHM_P": {
        "education": _flag("graduate"),
        "leadership_years": _least("policy_leadership", 3),
        "training_hours": _least("training_hours", 33),
    },
    "IMHM_RF": {
        "education": _flag("graduate"),
        "leadership_years": _least("research_leadership", 3),
        "training_hours": _least("training_hours", 33),
    },
    "ERS": {
        "prerequisite_endorsement": _flag("holds_any"),
        "rsc_hours": "showed_rsc == true or (rsc != null and rsc >= 24) ? 0"
        " : showed_rsc == null or rsc == null ? null : 24 - rsc",
        "rsc_providing_years": _least("rsc_providing_years", 1),
        "rsc_about_providing_hours": _least("rsc_about_providing", 12),
        "training_on_rsc_hours": _least("on_rsc", 15),
    },
}
_BESIDE: Mapping[str, Mapping[str, str]] = {
    code: {
        "references": _least("references", 2 if code == "ERS" else 3),
        **({"endorsed_reference": _flag("endorsed_reference")} if code.startswith("IMHM") else {}),
        "membership": _flag("member"),
    }
    for code in _DECIDING
}
_VERDICT = (
    'some(values(deciding.{0}), # != null and # != 0) ? "not_met"'
    ' : some(values(deciding.{0}), # == null) ? "unknown" : "met"'
)


def decision() -> str:
    """The document, as it is stored and drawn in GoRules."""
    missing = {f"{part}.{code}.{name}": how for part, code, name, how in _missing()}
    verdicts = {f"verdicts.{code}": _VERDICT.format(code) for code in _DECIDING}
    # Only for those who speak of it.
    verdicts["verdicts.ERS"] = f"speaks_of_add_on ? ({verdicts['verdicts.ERS']}) : null"
    nodes: list[Mapping[str, object]] = [
        {"id": "in", "type": "inputNode", "name": "in", "content": {"schema": ""}},
        *(_expressions(str(number), part) for number, part in enumerate((_FACTS, _COUNTS, _LEADERSHIP, missing))),
        _expressions("verdicts", {**verdicts, "deciding": "deciding", "beside": "beside"}, passes_on=False),
        {"id": "out", "type": "outputNode", "name": "out", "content": {"schema": ""}},
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": _in_a_row(nodes)})


def _missing() -> Sequence[tuple[str, str, str, str]]:
    parts = {"deciding": _DECIDING, "beside": _BESIDE}
    return [
        (part, code, name, how)
        for part, codes in parts.items()
        for code, requirements in codes.items()
        for name, how in requirements.items()
    ]


def _expressions(name: str, values: Mapping[str, str], *, passes_on: bool = True) -> dict[str, object]:
    expressions = [{"id": f"{name}-{key}", "key": key, "value": how} for key, how in values.items()]
    content = {"expressions": expressions, "passThrough": passes_on}
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def _in_a_row(nodes: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    return [
        {"id": f"{one['id']}-{other['id']}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for one, other in pairwise(nodes)
    ]
