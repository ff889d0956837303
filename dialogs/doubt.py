"""Amounts that were told while it is open whether they count: why that is, and what is short even if all of it does."""

from dialogs.scene import Scene
from rules.codes import Verdict
from rules.judging import RequirementResult
from rules.profile import Profile
from rules.values import Number, tidy

_TOLD_AS = {
    "degree_or_work": "related_work_years",
    "training_hours": "training_hours",
    "rsc_hours": "rsc_hours",
    "rsc_about_providing_hours": "rsc_about_providing_hours",
    "clinical_years": "clinical_years",
    "leadership_years": "leadership_years",
}
"""Requirements that may count less than the person told, and the profile key they told it under."""


def told_of(one: RequirementResult, profile: Profile) -> Number | None:
    """The amount a person told for a requirement that may count less; None where all of it counts, or none was told."""
    key = _TOLD_AS.get(one.id)
    return getattr(profile, key) if key is not None else None


def surely_short(one: RequirementResult, profile: Profile) -> Number | None:
    """What is still to go of an open amount, in its unit, even if all that was told counts; None where nothing is."""
    told = told_of(one, profile)
    if not _is_in_doubt(one, profile) or told is None or not isinstance(one.need, (int, float)):
        return None
    # With a degree no years are needed at all.
    may_need_none = one.id == "degree_or_work" and profile.education is None
    return tidy(one.need - told) if told < one.need and not may_need_none else None


def doubt(scene: Scene, one: RequirementResult, profile: Profile) -> str:
    """Why a told amount is not counted yet, and what is to go in any case; empty where there is no doubt."""
    if not _is_in_doubt(one, profile):
        return ""
    short = surely_short(one, profile)
    return scene.words.page("plan/doubt", id=one.id, short=short, unit=one.unit).text


def _is_in_doubt(one: RequirementResult, profile: Profile) -> bool:
    return one.verdict is Verdict.UNKNOWN and one.have is None and bool(told_of(one, profile))
