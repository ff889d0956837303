"""Trying things out on a copy: the saved case never changes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.assessment import Assessment, assess
from rules.pack import RulePack
from rules.profile import WHOLES, Profile
from rules.values import Number


@dataclass(frozen=True, slots=True)
class Add:
    """So much more of an amount; of a part (hours on RSC) the whole grows with it.

    Unknown counts from zero, and an unknown whole from its part.
    """

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
            case _:
                keys = filter(None, (supposition.key, WHOLES.get(supposition.key)))
                values |= {grown: _known(values, grown) + supposition.amount for grown in keys}
    return Profile.model_validate_json(json.dumps(values))


def _known(values: Mapping[str, Any], key: str) -> Number:
    parts = (values[part] for part, whole in WHOLES.items() if whole == key)
    amount: Number = next((value for value in (values[key], *parts) if value is not None), 0)
    return amount


def what_if(pack: RulePack, profile: Profile, suppositions: Iterable[Supposition], on: date) -> Assessment:
    """The assessment of the profile as it would be."""
    return assess(pack, suppose(profile, suppositions), on)
