"""What a person may try out: taken from what is missing, and only what moves something."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from dialogs.scene import Refused, Scene
from rules.assessment import CategoryResult
from rules.codes import Category, Kind, Unit, Verdict
from rules.profile import Profile
from rules.what_if import Add, Become, Supposition, suppose

_ENDORSED = "prerequisite_endorsement"
_SUPPOSED: Mapping[str, Supposition] = {
    "education": Become("education", "graduate"),
    "licence": Become("licensed", True),
    "rsc_provider": Become("rsc_provider_qualified", "yes"),
    "degree_or_work": Add("related_work_years", 1),
    "prevention_years": Add("prevention_years", 1),
    "families_served": Add("families_served", 5),
    "clinical_years": Add("clinical_years", 1),
    "leadership_years": Add("leadership_years", 1),
    "rsc_providing_years": Add("rsc_providing_years", 1),
    "training_hours": Add("training_hours", 10),
    "training_on_rsc_hours": Add("training_on_rsc_hours", 10),
    "rsc_hours": Add("rsc_hours", 10),
    "rsc_about_providing_hours": Add("rsc_about_providing_hours", 10),
}
SUPPOSED = (*_SUPPOSED, _ENDORSED)
"""Names of everything that can be supposed."""

_BEFORE: Mapping[str, tuple[str, ...]] = {
    "degree_or_work": ("education",),
    "rsc_hours": ("rsc_provider",),
    "rsc_about_providing_hours": ("rsc_provider",),
}
"""What else could close a gap, offered before more of its amount."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A supposition with a label for its button; `name` is short and has no dot."""

    label: str
    name: str


def offers(scene: Scene, profile: Profile, code: str) -> tuple[Offer, ...]:
    """What would move this category or the add-on, for the requirements that are not met or not known."""
    now = scene.book.assessment(profile, scene.on).categories[code]
    names = dict.fromkeys(_names(now))
    return tuple(Offer(described(scene, name), name) for name in names if _moves(scene, profile, code, name))


def described(scene: Scene, name: str) -> str:
    """A supposition in words.

    Raises:
        Refused: if it is not one of ours.
    """
    if name not in SUPPOSED:
        raise Refused(name)
    match _SUPPOSED.get(name):
        case Add(key=key, amount=amount):
            return scene.words.page("plan/supposed", kind=name, amount=amount, unit=_unit(key)).text
    return scene.words.page("plan/supposed", kind=name).text


def applied(profile: Profile, names: Collection[str]) -> Profile:
    """The profile as it would be.

    Raises:
        Refused: if an amount would leave its bounds.
    """
    try:
        told = suppose(profile, (_SUPPOSED[name] for name in names if name != _ENDORSED))
    except ValidationError:
        raise Refused(*names) from None
    # Any Endorsement will do; this one shows nothing else besides.
    return told.model_copy(update={"holds": (Category.IFA,)}) if _ENDORSED in names else told


def _names(result: CategoryResult) -> Iterator[str]:
    for one in result.requirements:
        if one.kind is Kind.SUBSTANTIVE and one.verdict is not Verdict.MET:
            yield from _BEFORE.get(one.id, ())
            yield one.id


def _moves(scene: Scene, profile: Profile, code: str, name: str) -> bool:
    try:
        would_be = applied(profile, (name,))
    except Refused:
        return False
    before, after = (scene.book.assessment(one, scene.on).categories[code] for one in (profile, would_be))
    return before != after


def _unit(key: str) -> Unit:
    return Unit.FAMILIES if key == "families_served" else Unit.HOURS if key.endswith("_hours") else Unit.YEARS
