"""Ours: `rules.assessment.assess` with the whole result as `endorse assess` has it.

That is each requirement with its verdict, what the person has, what is needed, unit, kind and sources; besides verdicts
and gaps the target and its letters, what to recommend, what could be applied for, fees, open points and notes.
"""

from datetime import date

from rules.assessment import Assessment, assess
from rules.loading import load_pack
from rules.profile import Profile
from tests.benchmarks.rules.by_hand import Found
from tests.benchmarks.rules.people import Said
from tests.benchmarks.rules.timing import compete

_ON = date(2026, 11, 22)


def _outcome(found: Assessment) -> dict[str, Found]:
    return {code: {"verdict": str(one.verdict), "missing": one.missing} for code, one in found.categories.items()}


def _profile(said: Said) -> Profile:
    return Profile.model_validate(said, strict=False)


if __name__ == "__main__":
    pack = load_pack("infancy-onward")
    compete(_profile, lambda profile: assess(pack, profile, _ON), _outcome)
