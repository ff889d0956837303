"""What an audience can be chosen by: kinds of conditions, and the values of each."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2s

from dialogs.announcements.audience import ERS, HOURS_MISSING, Condition, Kind
from dialogs.catalogue import languages
from dialogs.scene import Refused, Scene
from rules.codes import Category
from rules.renewal import RenewalState

AT_ONCE: tuple[Kind, ...] = ("applicants", "endorsed", "renewal_year")
"""Kinds whose values stand on the first screen; `endorsed` is there without a category too."""

FURTHER: tuple[Kind, ...] = ("recommended", "lacks", "hours_missing", "window", "language", "tag")
"""Kinds with a screen of their own."""

_MOST_TAGS = 40

Tags = Sequence[str]


def values_of(scene: Scene, kind: Kind, tags: Tags, chosen: Sequence[Condition] = ()) -> tuple[str, ...]:
    """The values of a kind to choose from; `chosen` ones are always among them, so that they can be undone."""
    already = (one.value for one in chosen if one.kind == kind)
    return tuple(dict.fromkeys((*_VALUES[kind](scene, tags), *already)))


def condition_meant(scene: Scene, kind: str, code: str, tags: Tags, chosen: Sequence[Condition]) -> Condition:
    """The condition behind a button.

    Raises:
        Refused: if it is not on offer.
    """
    for known in (*AT_ONCE, *FURTHER):
        if known == kind:
            # Every tag, not only those that have a button: one may have been typed.
            offered = (*values_of(scene, known, tags, chosen), *(tags if known == "tag" else ()))
            for value in offered:
                if code_of(known, value) == code:
                    return Condition(kind=known, value=value)
    raise Refused(kind, code)


def code_of(kind: Kind, value: str) -> str:
    """A value as it stands in callback data; tags are somebody's own words, of any length."""
    return blake2s(value.encode(), digest_size=6).hexdigest() if kind == "tag" else value or "any"


def _renewal_years(scene: Scene, _tags: Tags) -> Sequence[str]:
    """The year of the last deadline, of the one that comes, and of the one after it: everybody's is among them."""
    policy = scene.pack.renewal_policy(scene.on)
    first, step = policy.first_deadline_year, policy.every_years
    coming = max(first, scene.on.year + (first - scene.on.year) % step)
    return [str(year) for year in (coming - step, coming, coming + step) if year >= first]


def _requirements(scene: Scene, _tags: Tags) -> Sequence[str]:
    """Everything that any category or the add-on asks for and an interview finds out."""
    codes = (*map(str, Category), scene.pack.add_on.code)
    return [one.id for code in codes for one in scene.pack.requirements(code, scene.on) if one.needs is not None]


_VALUES: Mapping[Kind, Callable[[Scene, Tags], Sequence[str]]] = {
    "applicants": lambda _scene, _tags: ("",),
    "recommended": lambda _scene, _tags: tuple(Category),
    "lacks": _requirements,
    "endorsed": lambda _scene, _tags: ("", *Category, ERS),
    "renewal_year": _renewal_years,
    "hours_missing": lambda _scene, _tags: HOURS_MISSING,
    "window": lambda _scene, _tags: tuple(RenewalState),
    "language": lambda _scene, _tags: languages(),
    "tag": lambda _scene, tags: tags[:_MOST_TAGS],
}
