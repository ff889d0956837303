"""What something that is still open can become, by answers that are to come."""

from collections.abc import Collection, Sequence

from rules.conditions import All, Any, AtLeast, Condition, Facts, truth
from rules.facts import RAW, CountedFact


def can_hold(condition: Condition, facts: Facts, counted: Sequence[CountedFact], asked: Collection[str]) -> bool:
    """Whether answers to what was not `asked` could make it hold; what was asked in vain stays unknown.

    Each comparison is looked at for itself: two of them that would need different answers to one question are not seen.
    """
    match condition:
        case All(all=parts):
            return all(can_hold(part, facts, counted, asked) for part in parts)
        case Any(any=parts):
            return any(can_hold(part, facts, counted, asked) for part in parts)
        case AtLeast(fact=fact, at_least=least) if facts[fact] is None and fact not in RAW:
            behind = next(one for one in counted if one.id == fact)
            # What is taken off can only make it less, so the whole has to be enough.
            enough = AtLeast(fact=behind.of, at_least=least)
            needs: list[Condition] = [enough] if behind.when is None else [enough, behind.when]
            can_be_taken_off = behind.less is None or facts[behind.less] is not None or behind.less not in asked
            return can_be_taken_off and all(can_hold(one, facts, counted, asked) for one in needs)
        case _:
            is_open = facts[condition.fact] is None and condition.fact not in asked
            return is_open or truth(condition, facts) is True


def can_fail(condition: Condition, facts: Facts, asked: Collection[str]) -> bool:
    """Whether answers to what was not `asked` could make it fail; for conditions on what people say themselves."""
    match condition:
        case All(all=parts):
            return any(can_fail(part, facts, asked) for part in parts)
        case Any(any=parts):
            return all(can_fail(part, facts, asked) for part in parts)
        case _:
            is_open = facts[condition.fact] is None and condition.fact not in asked
            return is_open or truth(condition, facts) is False
