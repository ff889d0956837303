"""What changed between two packs: rule by rule, from which day on, with what was asked before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rules.category import Requirement
from rules.facts import CountedFact
from rules.fees import AddOnFee, AgencyMembership, ApplicationFee, IndividualMembership
from rules.pack import RulePack
from rules.renewal_policy import DayOfYear, RenewalPolicy, RscExemption
from rules.sources import Dated, UncoveredDay, in_force

Asked = (
    Requirement
    | ApplicationFee
    | AddOnFee
    | IndividualMembership
    | AgencyMembership
    | RscExemption
    | CountedFact
    | DayOfYear
    | tuple[DayOfYear, ...]
    | tuple[str, ...]
    | date
    | float
)
"""What a rule can ask for."""

_UNDATED = frozenset({"since", "until", "sources", "categories"})
"""Of a line, what is not what it asks for: a new source of the same amount changes nothing for people."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One rule that asks for something else from a day on (None: as long as it stands).

    `rule` is its id: "IFS.rsc_hours", "fees.IFA", "renewal.training_per_year". `before` or `after` is None where the
    rule is not there.
    """

    rule: str
    since: date | None
    before: Asked | None
    after: Asked | None


def differences(old: RulePack, new: RulePack) -> Iterator[Difference]:
    """Every difference, in the order of the packs. Words, sources and the coordinator's notes are none."""
    before, after = _dated(old), _dated(new)
    for rule in dict.fromkeys((*before, *after)):
        yield from _over_time(rule, before.get(rule, ()), after.get(rule, ()))
    was, is_now = _standing(old), _standing(new)
    for rule in dict.fromkeys((*was, *is_now)):
        if was.get(rule) != is_now.get(rule):
            yield Difference(rule, None, was.get(rule), is_now.get(rule))


@dataclass(frozen=True, slots=True)
class _Line:
    """What a rule asks for while a line of the pack is in force."""

    since: date
    until: date | None
    asked: Asked


_Lines = tuple[_Line, ...]


def _over_time(rule: str, old: _Lines, new: _Lines) -> Iterator[Difference]:
    """The days on which what the packs ask for parts, or parts in another way than before."""
    lines = (*old, *new)
    turns = {line.since for line in lines} | {line.until + timedelta(days=1) for line in lines if line.until}
    told: tuple[object, object] | None = None
    for day in sorted(turns):
        before, after = _on(old, day), _on(new, day)
        pair = (_content(before), _content(after))
        if pair[0] != pair[1] and pair != told:
            yield Difference(rule, day, before, after)
        told = pair


def _on(lines: _Lines, day: date) -> Asked | None:
    try:
        return in_force(lines, day).asked
    except UncoveredDay:
        return None


def _content(asked: Asked | None) -> object:
    return asked.model_dump(exclude=set(_UNDATED)) if isinstance(asked, Dated) else asked


def _dated(pack: RulePack) -> dict[str, _Lines]:
    """Every dated rule by its id."""
    found: dict[str, list[_Line]] = {}
    for rule, line, asked in (*_requirements(pack), *_fees(pack), *_renewal(pack)):
        found.setdefault(rule, []).append(_Line(line.since, line.until, asked))
    return {rule: tuple(lines) for rule, lines in found.items()}


def _requirements(pack: RulePack) -> Iterator[tuple[str, Dated, Asked]]:
    asked = {**{str(one.code): one for one in pack.categories}, pack.add_on.code: pack.add_on}
    for code, rules in asked.items():
        for one in rules.requirements:
            yield f"{code}.{one.id}", one, one


def _fees(pack: RulePack) -> Iterator[tuple[str, Dated, Asked]]:
    for fee in pack.fees.application:
        for category in fee.categories:
            yield f"fees.{category}", fee, fee
    for add_on in pack.fees.add_on:
        yield f"fees.{pack.add_on.code}", add_on, add_on
    for individual in pack.fees.individual:
        yield f"fees.individual_membership_{individual.term}", individual, individual
    for agency in pack.fees.agency:
        yield f"fees.agency_membership_{agency.term}", agency, agency


def _renewal(pack: RulePack) -> Iterator[tuple[str, Dated, Asked]]:
    for policy in pack.renewal:
        for name in RenewalPolicy.model_fields:
            if name not in {*_UNDATED, "ladder"}:
                yield f"renewal.{name}", policy, getattr(policy, name)
        for name in type(policy.ladder).model_fields:
            yield f"renewal.ladder.{name}", policy, getattr(policy.ladder, name)


def _standing(pack: RulePack) -> Mapping[str, Asked | None]:
    """What has no days of its own: what counts, which category is looked at first, and what the pack covers."""
    return {
        **{f"counted.{fact.id}": fact for fact in pack.counted},
        "highest_first": tuple(map(str, pack.highest_first)),
        "fallbacks": tuple(map(str, pack.fallbacks)),
        "covers.first": pack.covers.first,
        "covers.last": pack.covers.last,
        **{f"{category.code}.gates": category.gates for category in pack.categories},
    }
