"""Trying things out on a copy: the saved case never changes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules.assessment import Assessment, assess
from rules.pack import RulePack
from rules.profile import Profile

_WHOLES = {"training_on_rsc_hours": "training_hours", "rsc_about_providing_hours": "rsc_hours"}


@dataclass(frozen=True, slots=True)
class Add:
    """So much more of an amount; of a part (hours on RSC) the whole grows with it. Unknown counts from zero."""

    key: str
    amount: float


@dataclass(frozen=True, slots=True)
class Become:
    """Another answer: a degree finished, a licence held."""

    key: str
    value: str | bool | int


Supposition = Add | Become


def suppose(profile: Profile, suppositions: Iterable[Supposition]) -> Profile:
    """The profile as it would be.

    Raises:
        pydantic.ValidationError: if an answer would leave its bounds.
    """
    values = profile.model_dump(mode="json")
    for supposition in suppositions:
        match supposition:
            case Become(key=key, value=value):
                values[key] = value
            case Add(key=key, amount=amount):
                for grown in filter(None, (key, _WHOLES.get(key))):
                    values[grown] = (values[grown] or 0) + amount
    return Profile.model_validate_json(json.dumps(values))


def what_if(pack: RulePack, profile: Profile, suppositions: Iterable[Supposition], on: date) -> Assessment:
    """The assessment of the profile as it would be."""
    return assess(pack, suppose(profile, suppositions), on)
