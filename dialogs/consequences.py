"""Which rules are behind what comes out differently for a person. Pure."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date

from dialogs.outcome import Outcome, turned
from dialogs.rule_change import Final, RuleChange
from rules.codes import Category
from rules.difference import Difference
from rules.values import Frozen

_CYCLE = ("first_deadline_year", "every_years", "deadline")
_HOURS = {
    "training": ("training_per_year",),
    "training_on_rsc": ("training_on_rsc_per_year",),
    "rsc": ("rsc_per_year", "rsc_required_of", "rsc_exemption"),
}
_CAPS = ("teaching_share_at_most", "volunteering_at_most")
_LADDER = ("ladder.each_year", "ladder.deadline_year", "ladder.daily_from")
ORDERS = ("highest_first", "fallbacks")
"""Rules about which category is looked at first."""


def packs_compared(found: Iterable[Difference]) -> str:
    """The same for the same differences, in every process."""
    told = [[one.rule, one.since, one.before, one.after] for one in found]
    return hashlib.sha256(json.dumps(told, default=_plain, sort_keys=True).encode()).hexdigest()[:16]


def rule_changes(
    before: Outcome, after: Outcome, found: Sequence[Difference], on: date, told_on: date
) -> tuple[RuleChange, ...]:
    """What comes out differently on the day `on`, with the rules among those `found` that it comes from."""
    packs = packs_compared(found)
    rules = tuple(dict.fromkeys(one.rule for one in found if one.since is None or one.since <= on))
    return tuple(
        RuleChange(
            name=one.name,
            before=_final(one.before),
            after=_final(one.after),
            rules=rules_behind(one.name, rules, {str(one.before), str(one.after)}),
            told_on=told_on,
            packs=packs,
        )
        for one in turned(before, after)
    )


def rules_behind(name: str, rules: Sequence[str], values: set[str]) -> tuple[str, ...]:
    """Which of the changed rules an outcome comes from; `values` are its own before and after.

    Where none is behind it alone, all of its field are: better one too many than a change without a rule.
    """
    area, *topic = name.split(".")
    if area.startswith("endorsement "):
        wanted, field = _of_renewal(topic), [one for one in rules if one.startswith("renewal.")]
    else:
        wanted = _of_application(topic, rules, values)
        field = [one for one in rules if not one.startswith(("renewal.", "fees.", "covers."))]
    return tuple(one for one in rules if one in wanted) or tuple(field)


def _of_renewal(topic: Sequence[str]) -> set[str]:
    match topic:
        case ["next_reminder"]:
            names: tuple[str, ...] = (*_CYCLE, *_LADDER)
        case ["required", kind]:
            names = (*_CYCLE, *_HOURS[kind])
        case ["missing", kind]:
            names = (*_CYCLE, *_HOURS[kind], *_CAPS)
        case _:
            names = _CYCLE
    return {f"renewal.{one}" for one in names}


def _of_application(topic: Sequence[str], rules: Sequence[str], values: set[str]) -> set[str]:
    if topic == ["recommended"]:
        codes = tuple(f"{one}." for one in values & set(Category))
        return {one for one in rules if one in ORDERS or one.startswith(codes)}
    return {".".join(topic)}


def _final(value: object) -> Final:
    """As it is stored: a code loses its type, and nothing else is ever an outcome."""
    return value if value is None or isinstance(value, date | bool | int | float) else str(value)


def _plain(value: object) -> object:
    """For JSON; days and sources change nothing for people."""
    if isinstance(value, Frozen):
        return value.model_dump(mode="json", exclude={"since", "until", "sources", "categories"})
    return str(value)
