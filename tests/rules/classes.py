"""Profiles over boundary classes: one value for each side of everything that decides."""

from collections.abc import Iterator, Mapping
from itertools import product

from rules.profile import WHOLES, Profile

Said = Mapping[str, object]

VALUES: dict[str, tuple[object, ...]] = {
    "education": ("none", "bachelor", "graduate"),
    "licensed": (False, True),
    "related_work_years": (0, 1, 2),
    "volunteer_only": (False, True),
    "volunteer_supervised_and_trained": (False, True),
    "prevention_years": (0, 2),
    "families_served": (0, 10),
    "clinical_years": (0, 2),
    "leadership_years": (0, 3),
    "rsc_providing_years": (0, 1, 3),
    "training_hours": (0, 15, 33, 48),
    "training_on_rsc_hours": (0, 15),
    "rsc_hours": (0, 12, 24, 50),
    "rsc_about_providing_hours": (0, 12, 25),
    "rsc_provider_qualified": ("yes", "no"),
    "holds": ((), ("IFA",), ("IFS",)),
}
"""Below, at and above every threshold that stands against the key."""

_WORK = ("education", "related_work_years", "volunteer_only", "volunteer_supervised_and_trained")
_PREVENTION = ("prevention_years", "families_served", "rsc_hours", "rsc_provider_qualified")
_MENTOR = ("leadership_years", "training_hours")
DECIDES: dict[str, tuple[str, ...]] = {
    "promotion": (*_WORK, "training_hours"),
    "prevention": (*_WORK, *_PREVENTION, "training_hours"),
    "clinical": (*_WORK, *_PREVENTION, "licensed", "clinical_years", "training_hours"),
    "clinical_leadership": (
        *_WORK,
        *_PREVENTION,
        *_MENTOR,
        "clinical_years",
        "rsc_providing_years",
        "training_on_rsc_hours",
        "rsc_about_providing_hours",
    ),
    "policy": (*_WORK, *_PREVENTION, *_MENTOR),
    "research_faculty": (*_WORK, *_PREVENTION, *_MENTOR),
    "unsure": (*_WORK, "training_hours"),
    "ERS": (
        "holds",
        "rsc_hours",
        "rsc_provider_qualified",
        "rsc_about_providing_hours",
        "rsc_providing_years",
        "training_on_rsc_hours",
    ),
}
"""By scope (and for the add-on): the keys that anything somebody is told can depend on."""


def is_possible(said: Said) -> bool:
    """Whether no part is larger than its whole."""
    for part, whole in WHOLES.items():
        of, all_of = said.get(part), said.get(whole)
        if isinstance(of, int) and isinstance(all_of, int) and of > all_of:
            return False
    return True


def completions(
    said: Said, keys: tuple[str, ...], classes: Mapping[str, tuple[object, ...]] = VALUES
) -> Iterator[Said]:
    """Every way in which these keys can be told."""
    for values in product(*(classes[key] for key in keys)):
        told = {**said, **dict(zip(keys, values, strict=True))}
        if is_possible(told):
            yield told


def profile_of(said: Said) -> Profile:
    """The profile it makes."""
    return Profile.model_validate(dict(said), strict=False)
