"""Small faults in a rule pack, one at a time: what the tables of `tests/rules` have to notice."""

import copy
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

Part = Any
"""A piece of a pack's YAML: mappings, lists and scalars."""
Place = tuple[str | int, ...]
Edit = Callable[[Part], object]
Edits = Iterator[tuple[str, Edit]]

RENEWAL_NUMBERS = (
    "first_deadline_year",
    "every_years",
    "training_per_year",
    "training_on_rsc_per_year",
    "rsc_per_year",
    "volunteering_at_most",
)
FEES = ("registration", "processing", "price", "each_more", "staff_included")
LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)
DECEMBER = 12


def mutations(file: str, content: Part) -> Iterator[tuple[str, Part]]:
    """Every mutant of one file of the pack: what was done to it, and the content it then has."""
    for what, edit in _edits(file.removesuffix(".yaml"), content):
        mutant = copy.deepcopy(content)
        edit(mutant)
        yield f"{file}: {what}", mutant


def _edits(name: str, content: Part) -> Edits:
    match name:
        case "add_on":
            yield from _asked(content)
        case "counted":
            yield from _counted(content)
        case "fees":
            yield from _fees(content)
        case "renewal":
            yield from _renewal(content)
        case "pack":
            yield from _orders(content)
        case _ if name.startswith("categories/"):
            yield from _asked(content)
            yield from _shortened(content, ("gates",))


def _asked(content: Part) -> Edits:
    for index, requirement in enumerate(content["requirements"]):
        place: Place = ("requirements", index)
        yield f"{requirement['id']} removed", partial(_remove, at=place)
        if "needs" in requirement:
            yield from _condition(requirement["needs"], (*place, "needs"), requirement["id"])


def _counted(content: Part) -> Edits:
    for index, fact in enumerate(content):
        for key in {"when", "less"} & fact.keys():
            yield f"{fact['id']} without {key}", partial(_remove, at=(index, key))
        if "when" in fact:
            yield from _condition(fact["when"], (index, "when"), fact["id"])


def _condition(condition: Mapping[str, Any], at: Place, name: str) -> Edits:
    if "at_least" in condition:
        yield from _nudged((*at, "at_least"), name)
    elif "is" in condition:
        yield from _values(condition["is"], (*at, "is"), name)
    else:
        here, there = ("all", "any") if "all" in condition else ("any", "all")
        yield f"{name}: {there} in place of {here}", partial(_put, at=at, value={there: condition[here]})
        for index, part in enumerate(condition[here]):
            yield f"{name}: {here} without part {index}", partial(_remove, at=(*at, here, index))
            yield from _condition(part, (*at, here, index), name)


def _values(values: list[str | bool], at: Place, name: str) -> Edits:
    """One value less; where there is only one, all the values it could be taken for."""
    if len(values) > 1:
        for index, value in enumerate(values):
            yield f"{name}: is without {value}", partial(_remove, at=(*at, index))
    elif isinstance(values[0], bool):
        yield f"{name}: is {not values[0]}", partial(_put, at=at, value=[not values[0]])
    else:
        for other in {"graduate": ["bachelor"], "yes": ["no"]}.get(values[0], ["promotion", "clinical"]):
            yield f"{name}: is {other}", partial(_put, at=at, value=[other])


def _fees(content: Part) -> Edits:
    for table, lines in content.items():
        for index, line in enumerate(lines):
            for key in FEES:
                if key in line:
                    yield from _nudged((table, index, key), table)


def _renewal(content: Part) -> Edits:
    (policy,) = content
    for key in RENEWAL_NUMBERS:
        yield from _nudged((0, key), "renewal")
    yield from _nudged((0, "teaching_share_at_most"), "renewal", step=0.1)
    yield from _nudged((0, "rsc_exemption", "after_years"), "renewal")
    yield "the exemption of IMHS", partial(_put, at=(0, "rsc_exemption", "category"), value="IMHS")
    yield from _shortened(content, (0, "rsc_required_of"))
    for key in ("window_opens", "deadline"):
        yield from _moved(policy[key], (0, key))
    yield from _moved(policy["ladder"]["daily_from"], (0, "ladder", "daily_from"))
    for ladder in ("each_year", "deadline_year"):
        days = policy["ladder"][ladder]
        for index, day in enumerate(days):
            yield f"{ladder}[{index}] removed", partial(_remove, at=(0, "ladder", ladder, index))
            yield from _moved(day, (0, "ladder", ladder, index))


def _moved(day: Mapping[str, int], at: Place) -> Edits:
    """A day earlier and later, where there is one in that month, and another month."""
    last = 31 if day["month"] in LONG_MONTHS else 30
    for step in (1, -1):
        if 1 <= day["day"] + step <= last:
            yield f"{at}.day {step:+}", partial(_put, at=(*at, "day"), value=day["day"] + step)
    other = day["month"] + (-1 if day["month"] == DECEMBER else 1)
    yield f"{at}.month {other}", partial(_put, at=at, value={"month": other, "day": min(day["day"], 28)})


def _orders(content: Part) -> Edits:
    order = content["highest_first"]
    for index in range(len(order) - 1):
        swapped = [*order[:index], order[index + 1], order[index], *order[index + 2 :]]
        yield f"highest_first: {order[index]} lower", partial(_put, at=("highest_first",), value=swapped)
    yield "fallbacks the other way round", partial(_put, at=("fallbacks",), value=content["fallbacks"][::-1])
    yield from _shortened(content, ("fallbacks",))


def _shortened(content: Part, at: Place) -> Edits:
    for index, value in enumerate(_found(content, at, [])):
        yield f"{at[-1]} without {value}", partial(_remove, at=(*at, index))


def _nudged(at: Place, name: str, step: float = 1) -> Edits:
    for by in (step, -step):
        yield f"{name}: {at} {by:+}", partial(_add, at=at, by=by)


def _found(part: Part, at: Place, default: Part = None) -> Part:
    for step in at:
        if isinstance(part, dict) and step not in part:
            return default
        part = part[step]
    return part


def _put(part: Part, *, at: Place, value: object) -> None:
    _found(part, at[:-1])[at[-1]] = value


def _remove(part: Part, *, at: Place) -> None:
    del _found(part, at[:-1])[at[-1]]


def _add(part: Part, *, at: Place, by: float) -> None:
    _put(part, at=at, value=round(_found(part, at) + by, 6))
