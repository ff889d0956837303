"""What can still hold, by answers that are to come."""

import pytest

from rules.conditions import All, AtLeast, Is
from rules.facts import facts_of
from rules.pack import RulePack
from rules.prospect import can_fail, can_hold
from tests.rules.under_test import profile_of

BESIDE_RSC = AtLeast(fact="training_not_on_rsc", at_least=33)


@pytest.mark.parametrize(
    ("said", "asked", "can"),
    [
        ({}, set(), True),
        ({"training_hours": 48}, {"training_hours"}, True),  # none of them may have been on RSC
        ({"training_hours": 48}, {"training_hours", "training_on_rsc_hours"}, False),  # and nobody will say
        ({"training_hours": 32}, {"training_hours"}, False),
        ({"training_on_rsc_hours": 15}, {"training_on_rsc_hours"}, True),
        ({"training_hours": 48, "training_on_rsc_hours": 15}, {"training_hours", "training_on_rsc_hours"}, True),
        ({}, {"training_hours"}, False),
    ],
)
def test_an_amount_can_still_be_enough(pack: RulePack, said: dict[str, object], asked: set[str], *, can: bool) -> None:
    facts = facts_of(profile_of(said), pack.counted)
    assert can_hold(BESIDE_RSC, facts, pack.counted, asked) is can


@pytest.mark.parametrize(
    ("said", "asked", "holds", "fails"),
    [
        ({}, set(), True, True),
        ({"rsc_hours": 24}, {"rsc_hours"}, True, True),
        ({"rsc_hours": 24, "licensed": False}, {"rsc_hours", "licensed"}, False, True),
        ({"rsc_hours": 24, "licensed": True}, {"rsc_hours", "licensed"}, True, False),
        ({"rsc_hours": 24}, {"rsc_hours", "licensed"}, False, False),  # it stays unknown
    ],
)
def test_all_parts_have_to_hold_and_one_is_enough_to_fail(
    pack: RulePack, said: dict[str, object], asked: set[str], *, holds: bool, fails: bool
) -> None:
    facts = facts_of(profile_of(said), pack.counted)
    licensed = Is.model_validate({"fact": "licensed", "is": (True,)})
    both = All(all=(AtLeast(fact="rsc_hours", at_least=24), licensed))
    assert can_hold(both, facts, pack.counted, asked) is holds
    assert can_fail(both, facts, asked) is fails
