"""People who tell at random about themselves. Only the standard library: each contender draws the same ones."""

import random
from collections.abc import Callable, Iterator

Said = dict[str, object]
"""Profile key to what a person says, as in JSON; a key that is absent is unknown."""

_CODES = ("IFA", "IFS", "IMHS", "IMHM-C", "IMHM-P", "IMHM-R/F")
_SCOPES = ("promotion", "prevention", "clinical", "clinical_leadership", "policy", "research_faculty", "unsure")
_FLAGS = (
    "licensed",
    "volunteer_only",
    "volunteer_supervised_and_trained",
    "endorsed_reference",
    "member",
    "applying_for_ers",
)
_YEARS = ("related_work_years", "prevention_years", "clinical_years", "leadership_years", "rsc_providing_years")
_TOLD = 0.75
"""The share of keys that somebody tells."""


def people(seed: int, number: int) -> Iterator[Said]:
    """Amounts on both sides of every minimum, years in halves and hours in quarters, as people tell them."""
    draw = random.Random(seed)  # noqa: S311  a seed is the point
    for _ in range(number):
        yield {key: value(draw) for key, value in _VALUES.items() if draw.random() < _TOLD}


def _one_of(*values: object) -> Callable[[random.Random], object]:
    return lambda draw: draw.choice(values)


def _holds(draw: random.Random) -> object:
    return draw.sample(_CODES, draw.randrange(3))


def _quarters(first: int, last: int) -> Callable[[random.Random], object]:
    """Of an hour. A part ends where its whole begins, so that it is never larger."""
    return lambda draw: draw.randrange(first * 4, last * 4 + 1) / 4


_VALUES: dict[str, Callable[[random.Random], object]] = {
    "age_band": _one_of("infant", "early_childhood", "both"),
    "scope": _one_of(*_SCOPES),
    "education": _one_of("none", "cda", "associate", "bachelor", "graduate"),
    **{key: _one_of(False, True) for key in _FLAGS},
    **{key: _one_of(*(half / 2 for half in range(11))) for key in _YEARS},
    "families_served": _one_of(*range(21)),
    "references": _one_of(*range(6)),
    "training_on_rsc_hours": _quarters(0, 20),
    "training_hours": _quarters(20, 60),
    "rsc_about_providing_hours": _quarters(0, 30),
    "rsc_hours": _quarters(30, 70),
    "rsc_provider_qualified": _one_of("yes", "no", "unsure"),
    "holds": _holds,
}
