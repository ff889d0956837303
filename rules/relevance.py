"""Which questions can still change what a person is told: the interview asks only those."""

from collections.abc import Collection, Iterator
from datetime import date

from rules.category import CategoryRules
from rules.codes import Kind, Scope, Verdict
from rules.conditions import Facts, truth, undecided
from rules.facts import RAW, CountedFact, facts_of
from rules.pack import RulePack
from rules.profile import Profile
from rules.verdicts import all_of, verdict_of


def still_needed(
    pack: RulePack, profile: Profile, on: date, *, asked: Collection[str], goal: str | None = None
) -> frozenset[str]:
    """Profile keys worth asking next. A key in `asked` is never among them: "I don't know yet" is an answer.

    `goal` is the code of one category or of the add-on to settle; None means the target of the profile's scope and then,
    where that is not met, what could be applied for instead: after a missing degree or licence nothing more of the
    target, only the fallbacks one after the other; after a smaller gap the lowest fallback. Of what is settled for, every
    gap matters, since its amount is told; of a fallback only whether it is met, so one gap ends the questions about it.
    """
    facts = facts_of(profile, pack.counted)
    for code, is_fallback in _in_play(pack, profile, facts, on, goal):
        if is_fallback and _verdict(pack, code, facts, on) is Verdict.NOT_MET:
            continue
        keys = frozenset(_open_keys(pack, code, facts, on)) - frozenset(asked)
        if keys:
            return keys
    return frozenset()


def _in_play(pack: RulePack, profile: Profile, facts: Facts, on: date, goal: str | None) -> Iterator[tuple[str, bool]]:
    """Codes whose requirements matter, each only once those before it have nothing left to ask; and: a fallback?"""
    if goal is not None:
        yield goal, False
        return
    if profile.scope is None:
        return
    lowest = str(pack.fallbacks[-1])
    if profile.scope is Scope.UNSURE:
        yield lowest, False
        return
    target = pack.by_scope[profile.scope]
    if _lacks_a_gate(pack, target, facts, on):
        for fallback in pack.fallbacks:
            yield str(fallback), True
            if _verdict(pack, str(fallback), facts, on) is Verdict.MET:
                return
        return
    yield str(target.code), False
    if _verdict(pack, str(target.code), facts, on) is not Verdict.MET:
        yield lowest, True


def _verdict(pack: RulePack, code: str, facts: Facts, on: date) -> Verdict:
    return all_of(
        verdict_of(truth(requirement.needs, facts))
        for requirement in pack.requirements(code, on)
        if requirement.kind is Kind.SUBSTANTIVE and requirement.needs is not None
    )


def _lacks_a_gate(pack: RulePack, target: CategoryRules, facts: Facts, on: date) -> bool:
    return any(
        requirement.needs is not None and truth(requirement.needs, facts) is False
        for requirement in pack.requirements(str(target.code), on)
        if requirement.id in target.gates
    )


def _open_keys(pack: RulePack, code: str, facts: Facts, on: date) -> Iterator[str]:
    for requirement in pack.requirements(code, on):
        if requirement.kind is Kind.SUBSTANTIVE and requirement.needs is not None:
            for fact in undecided(requirement.needs, facts):
                yield from _keys_behind(pack, fact, facts)


def _keys_behind(pack: RulePack, fact: str, facts: Facts) -> Iterator[str]:
    """The unknown profile keys that a fact's value waits for: first the amount, then what decides whether it counts."""
    if fact in RAW:
        yield fact
        return
    counted: CountedFact = next(counted for counted in pack.counted if counted.id == fact)
    if facts[counted.of] is None:
        yield from _keys_behind(pack, counted.of, facts)
        return
    if counted.less is not None and facts[counted.less] is None:
        yield from _keys_behind(pack, counted.less, facts)
    if counted.when is not None:
        for name in undecided(counted.when, facts):
            yield from _keys_behind(pack, name, facts)
