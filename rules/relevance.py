"""Which questions can still change what a person is told: the interview asks only those."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import partial

from rules.category import CategoryRules
from rules.codes import Kind, Scope, Verdict
from rules.conditions import Any, Condition, Facts, truth, undecided
from rules.facts import RAW, CountedFact, facts_of
from rules.pack import RulePack
from rules.profile import Profile
from rules.prospect import can_fail, can_hold
from rules.verdicts import all_of, verdict_of


def still_needed(
    pack: RulePack, profile: Profile, on: date, *, asked: Collection[str], goal: str | None = None
) -> frozenset[str]:
    """Profile keys worth asking next. A key in `asked` is never among them: "I don't know yet" is an answer.

    `goal` is the code of one category or of the add-on to settle; None means the target of the profile's scope and
    then, where that is not met, what could be applied for instead: after a missing degree or licence nothing more of
    the target, only the fallbacks one after the other; after a smaller gap the lowest fallback. Of what is settled for,
    every gap matters, since its amount is told; of a fallback only whether it is met, so what can no longer be met ends
    the questions about it.
    """
    facts = facts_of(profile, pack.counted)
    for code, is_fallback in _in_play(pack, profile, facts, on, goal):
        if is_fallback and not _can_be_met(pack, code, facts, on, asked):
            continue
        open_keys = partial(_keys_for, pack, facts, frozenset(asked), met_or_not=is_fallback)
        keys = frozenset(key for condition in _deciding(pack, code, on) for key in open_keys(condition))
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


def _deciding(pack: RulePack, code: str, on: date) -> Iterator[Condition]:
    for requirement in pack.requirements(code, on):
        if requirement.kind is Kind.SUBSTANTIVE and requirement.needs is not None:
            yield requirement.needs


def _can_be_met(pack: RulePack, code: str, facts: Facts, on: date, asked: Collection[str]) -> bool:
    return all(can_hold(condition, facts, pack.counted, asked) for condition in _deciding(pack, code, on))


def _verdict(pack: RulePack, code: str, facts: Facts, on: date) -> Verdict:
    return all_of(verdict_of(truth(condition, facts)) for condition in _deciding(pack, code, on))


def _lacks_a_gate(pack: RulePack, target: CategoryRules, facts: Facts, on: date) -> bool:
    return any(
        requirement.needs is not None and truth(requirement.needs, facts) is False
        for requirement in pack.requirements(str(target.code), on)
        if requirement.id in target.gates
    )


def _keys_for(
    pack: RulePack, facts: Facts, asked: frozenset[str], condition: Condition, *, met_or_not: bool
) -> frozenset[str]:
    """The keys not asked yet that can still change whether it holds; `met_or_not`: not in what way it does not."""
    if truth(condition, facts) is not None:
        return frozenset()
    match condition:
        case Any(any=parts):
            keys_of = {
                part: _keys_for(pack, facts, asked, part, met_or_not=met_or_not)
                for part in parts
                if truth(part, facts) is None
            }
            # Where one part stays unknown, so does the whole unless another holds: that one fails would tell nothing.
            has_to_hold = met_or_not or not all(keys_of.values())
            useful = (part for part in keys_of if not has_to_hold or can_hold(part, facts, pack.counted, asked))
            return frozenset(key for part in useful for key in keys_of[part])
    keys = (key for fact in undecided(condition, facts) for key in _keys_behind(pack, fact, facts, asked))
    return frozenset(keys) - asked


def _keys_behind(pack: RulePack, fact: str, facts: Facts, asked: frozenset[str]) -> Iterator[str]:
    """The unknown profile keys that a fact's value waits for: first the amount, then what decides whether it counts."""
    if fact in RAW:
        yield fact
        return
    counted: CountedFact = next(counted for counted in pack.counted if counted.id == fact)
    if facts[counted.of] is None:
        yield from _keys_behind(pack, counted.of, facts, asked)
        # An amount that stays unknown is still none at all where it does not count.
        if counted.of not in asked or counted.when is None or not can_fail(counted.when, facts, asked):
            return
    elif counted.less is not None and facts[counted.less] is None:
        yield from _keys_behind(pack, counted.less, facts, asked)
    if counted.when is not None:
        for name in undecided(counted.when, facts):
            yield from _keys_behind(pack, name, facts, asked)
