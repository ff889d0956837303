"""What a pack can get wrong beyond its shape: ids that dangle or stand twice, days that overlap or are not covered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from rules.category import Asked, Requirement
from rules.codes import AgeBand, Category, Education, Kind, ProviderQualified, Scope
from rules.conditions import AtLeast, Condition, Is, atoms
from rules.facts import RAW
from rules.pack import RulePack
from rules.sources import Dated, Source, faults_in_days

_AMOUNTS = frozenset(
    name for name in RAW if name.endswith(("_years", "_hours")) or name in {"families_served", "references"}
)

_CODES: Mapping[str, Iterable[str]] = {
    "age_band": AgeBand,
    "scope": Scope,
    "education": Education,
    "rsc_provider_qualified": ProviderQualified,
    "holds": Category,
}


def faults(pack: RulePack) -> Iterator[str]:
    """Every fault, as "place: what is wrong"."""
    yield from _twice("counted", (fact.id for fact in pack.counted))
    yield from _twice("documents", (document.id for document in pack.documents))
    yield from _twice("notes", (note.id for note in pack.notes))
    yield from _twice("terms", (term.id for term in pack.terms))
    yield from _twice("providers", (provider.id for provider in pack.providers))
    yield from _twice("steps", (step.id for step in pack.steps))
    yield from _twice("categories", (str(category.code) for category in pack.categories))
    yield from _twice("categories", (str(category.scope) for category in pack.categories))
    yield from _all_there(pack)
    yield from _counted(pack)
    for place, asked in _asked(pack):
        yield from _requirements(pack, place, asked)
    yield from _fees(pack)
    yield from _days(pack, "renewal", pack.renewal)
    yield from _notes(pack)
    yield from _documents(pack)


def _twice(place: str, ids: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(ids).items():
        if times > 1:
            yield f"{place}: {name!r} stands {times} times"


def _all_there(pack: RulePack) -> Iterator[str]:
    """Every category once, each with its scope, and in both orders that decide."""
    for code in Category:
        if code not in pack.by_code:
            yield f"categories: {code} is missing"
        if code not in pack.highest_first:
            yield f"highest_first: {code} is missing"
    for scope in Scope:
        if scope is not Scope.UNSURE and scope not in pack.by_scope:
            yield f"categories: no category has scope {scope}"
    yield from _twice("highest_first", (str(code) for code in pack.highest_first))
    if not pack.fallbacks:
        yield "fallbacks: at least one category is needed"
    if not _is_time_zone(pack.association.time_zone):
        yield f"association.time_zone: {pack.association.time_zone!r} is not a time zone"


def _is_time_zone(name: str) -> bool:
    # Not by the list of them all: that reads 600 files.
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there; not a name; a folder of them
        return False
    return True


def _asked(pack: RulePack) -> Iterator[tuple[str, Asked]]:
    for category in pack.categories:
        yield f"categories/{category.code}", category
    yield "add_on", pack.add_on


def _counted(pack: RulePack) -> Iterator[str]:
    known = set(RAW)
    for fact in pack.counted:
        if fact.id in RAW:
            yield f"counted.{fact.id}: that is a profile key already"
        for name in filter(None, (fact.of, fact.less)):
            if name not in known:
                allowed = ", ".join(sorted(known))
                yield f"counted.{fact.id}: {name!r} is not a fact that stands before it; allowed: {allowed}"
        if fact.when is not None:
            yield from _condition(f"counted.{fact.id}.when", fact.when, known)
        known.add(fact.id)


def _condition(place: str, condition: Condition, known: Iterable[str]) -> Iterator[str]:
    counted = set(known) - RAW
    for atom in atoms(condition):
        if atom.fact not in known:
            yield f"{place}: {atom.fact!r} is not a fact; allowed: {', '.join(sorted(known))}"
        elif isinstance(atom, AtLeast) and atom.fact not in _AMOUNTS | counted:
            yield f"{place}: {atom.fact!r} is no amount, so it cannot be at_least {atom.at_least:g}"
        elif isinstance(atom, Is):
            yield from _values(place, atom, counted)


def _values(place: str, atom: Is, counted: Iterable[str]) -> Iterator[str]:
    if atom.fact in _AMOUNTS or atom.fact in counted:
        yield f"{place}: {atom.fact!r} is an amount; allowed: at_least"
        return
    allowed: tuple[str | bool, ...] = tuple(map(str, _CODES[atom.fact])) if atom.fact in _CODES else (True, False)
    for value in atom.among:
        # By type too: Python holds that 1 == True, and YAML reads a bare yes as true.
        if not any(value is one or (isinstance(value, str) and value == one) for one in allowed):
            yield f"{place}: {value!r} is no value of {atom.fact!r}; allowed: {', '.join(map(_shown, allowed))}"


def _shown(value: str | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else value


def _requirements(pack: RulePack, place: str, asked: Asked) -> Iterator[str]:
    known = RAW | {fact.id for fact in pack.counted}
    lines: dict[str, list[Requirement]] = {}
    for requirement in asked.requirements:
        lines.setdefault(requirement.id, []).append(requirement)
        if requirement.needs is not None:
            yield from _condition(f"{place}.{requirement.id}", requirement.needs, known)
        elif requirement.kind is Kind.SUBSTANTIVE:
            yield f"{place}.{requirement.id}: a substantive requirement needs a condition"
    for name, same in lines.items():
        yield from _days(pack, f"{place}.{name}", same)
    for gate in getattr(asked, "gates", ()):
        if gate not in lines:
            yield f"{place}.gates: {gate!r} is not a requirement here; allowed: {', '.join(lines)}"
    providers = [provider.id for provider in pack.providers]
    if asked.provider is not None and asked.provider not in providers:
        yield f"{place}.provider: {asked.provider!r} is not a provider; allowed: {', '.join(providers)}"


def _days(pack: RulePack, place: str, lines: Iterable[Dated]) -> Iterator[str]:
    found = tuple(lines)
    if not found:
        yield f"{place}: nothing here"
        return
    for fault in faults_in_days(found, pack.covers.first, pack.covers.last):
        yield f"{place}: {fault}"


def _fees(pack: RulePack) -> Iterator[str]:
    for code in Category:
        yield from _days(
            pack,
            f"fees.application for {code}",
            (fee for fee in pack.fees.application if code in fee.categories),
        )
    yield from _days(pack, "fees.add_on", pack.fees.add_on)
    for term in (1, 2, 3):
        yield from _days(
            pack,
            f"fees.individual, term {term}",
            (line for line in pack.fees.individual if line.term == term),
        )
        yield from _days(pack, f"fees.agency, term {term}", (line for line in pack.fees.agency if line.term == term))


def _notes(pack: RulePack) -> Iterator[str]:
    codes = {str(category.code) for category in pack.categories} | {pack.add_on.code}
    known = RAW | {fact.id for fact in pack.counted}
    for note in pack.notes:
        for touch in note.touches:
            for code in touch.categories:
                if str(code) not in codes:
                    yield f"notes.{note.id}.touches: {code!r} is not a category; allowed: {', '.join(sorted(codes))}"
            if touch.when is not None:
                yield from _condition(f"notes.{note.id}.touches.when", touch.when, known)


def _documents(pack: RulePack) -> Iterator[str]:
    known = {document.id for document in pack.documents}
    for place, source in _sources("", pack):
        if source.document not in known:
            yield f"{place}: {source.document!r} is not a document; allowed: {', '.join(sorted(known))}"


def _sources(place: str, value: object) -> Iterator[tuple[str, Source]]:
    """Every source anywhere in the pack, with the place of what it stands for."""
    match value:
        case Source():
            yield place, value
        case BaseModel():
            for name in type(value).model_fields:
                inner = place if name == "sources" else f"{place}.{name}".lstrip(".")
                yield from _sources(inner, getattr(value, name))
        case tuple():
            for index, part in enumerate(value):
                called = getattr(part, "code", None) or getattr(part, "id", index)
                yield from _sources(place if isinstance(part, Source) else f"{place}.{called}", part)
