"""R-REC: which category to recommend."""

from collections.abc import Mapping

from rules.category import CategoryRules
from rules.codes import Category, Verdict
from rules.pack import RulePack


def lacks_a_gate(target: CategoryRules, states: Mapping[str, Verdict]) -> bool:
    """Whether a requirement that only years can change (a degree, a licence) is known not to be met."""
    return any(states[gate] is Verdict.NOT_MET for gate in target.gates)


def recommend(
    pack: RulePack,
    target: CategoryRules,
    verdicts: Mapping[str, Verdict],
    states: Mapping[str, Verdict],
) -> Category:
    """The target, unless it lacks a gate and a fallback category is met already.

    `verdicts` are by category code, `states` the target's own by requirement id. Scope decides, not the height of a
    category: somebody who has everything but some hours keeps their target and reads how to close the gap.
    """
    if not lacks_a_gate(target, states):
        return target.code
    return next((code for code in pack.fallbacks if verdicts[code] is Verdict.MET), target.code)
