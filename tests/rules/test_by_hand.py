"""The rules of the pack and the same rules written down as ifs, which the benchmark times, agree about everybody."""

from rules.assessment import assess
from rules.pack import RulePack
from tests.benchmarks.rules import by_hand
from tests.benchmarks.rules.people import people
from tests.benchmarks.rules.timing import alike
from tests.rules.under_test import ON, profile_of


def test_a_pack_and_ifs_written_by_hand_say_the_same_of_two_thousand_people(pack: RulePack) -> None:
    for said in people(7, 2_000):
        found = assess(pack, profile_of(said), ON).categories
        outcome = {code: {"verdict": str(one.verdict), "missing": one.missing} for code, one in found.items()}
        assert alike(outcome, by_hand.assess(said)), said
