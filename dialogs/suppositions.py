"""What a person may try out: taken from what is missing, so that each button moves something."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dialogs.scene import Refused, Scene
from rules.assessment import CategoryResult
from rules.codes import Kind, Unit, Verdict
from rules.profile import Profile
from rules.what_if import Add, Become, Supposition, suppose

_AMOUNTS = {
    "degree_or_work": "related_work_years",
    "prevention_years": "prevention_years",
    "families_served": "families_served",
    "clinical_years": "clinical_years",
    "leadership_years": "leadership_years",
    "rsc_providing_years": "rsc_providing_years",
    "training_hours": "training_hours",
    "training_on_rsc_hours": "training_on_rsc_hours",
    "rsc_hours": "rsc_hours",
    "rsc_about_providing_hours": "rsc_about_providing_hours",
}
_ANSWERS = {
    "education": Become("education", "graduate"),
    "licence": Become("licensed", True),
    "rsc_provider": Become("rsc_provider_qualified", "yes"),
}
_STEPS = {Unit.HOURS: 10, Unit.YEARS: 1, Unit.FAMILIES: 5, Unit.PEOPLE: 1}
_WRITTEN = re.compile(r"([a-z_]+)\+(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Offer:
    """A supposition with a label for its button; `written` is short and has no dot."""

    label: str
    written: str


def offers(scene: Scene, result: CategoryResult, profile: Profile) -> tuple[Offer, ...]:
    """What would move this category, for the requirements that are not met or not known."""
    return tuple(
        Offer(scene.words.page("plan/supposed", **described(written)).text, written)
        for written in dict.fromkeys(_written(result, profile))
    )


def _written(result: CategoryResult, profile: Profile) -> Iterator[str]:
    for one in result.requirements:
        if one.kind is not Kind.SUBSTANTIVE or one.verdict is Verdict.MET:
            continue
        if one.id in _ANSWERS:
            yield one.id
        elif one.id == "degree_or_work":
            yield "education"
            yield f"{_AMOUNTS[one.id]}+{_STEPS[Unit.YEARS]}"
        elif one.id in _AMOUNTS and one.unit is not None:
            if one.id in {"rsc_hours", "rsc_about_providing_hours"} and str(profile.rsc_provider_qualified) != "yes":
                yield "rsc_provider"
            yield f"{_AMOUNTS[one.id]}+{_STEPS[one.unit]}"


def read(written: str) -> Supposition:
    """The supposition behind a button.

    Raises:
        Refused: if it is not one of ours.
    """
    if written in _ANSWERS:
        return _ANSWERS[written]
    match = _WRITTEN.fullmatch(written)
    if match is None or match[1] not in _AMOUNTS.values():
        raise Refused(written)
    return Add(match[1], int(match[2]))


def applied(profile: Profile, supposed: Iterable[Supposition]) -> Profile:
    """The profile as it would be."""
    return suppose(profile, supposed)


def described(written: str) -> dict[str, object]:
    """What the template of a supposition needs."""
    supposition = read(written)
    if isinstance(supposition, Become):
        return {"kind": written, "amount": None, "unit": None}
    name = next(name for name, key in _AMOUNTS.items() if key == supposition.key)
    unit = _UNIT_OF.get(supposition.key, Unit.HOURS if supposition.key.endswith("_hours") else Unit.YEARS)
    return {"kind": name, "amount": supposition.amount, "unit": unit}


_UNIT_OF = {"families_served": Unit.FAMILIES}
