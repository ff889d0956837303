"""From what a person says to what counts."""

from collections.abc import Callable
from functools import cached_property

from rules.codes import ProviderQualified, Scope
from rules.conditions import Condition, Facts
from rules.profile import WHOLES, Profile
from rules.values import Frozen, Value, tidy

RAW = frozenset(Profile.model_fields)
"""The names of the facts that are a profile's own keys."""

_AS_TOLD = frozenset({type(None), bool, int})
"""Of these types a value is a fact as it stands."""

_SAYS_NOTHING = (Scope.UNSURE, ProviderQualified.UNSURE)


class CountedFact(Frozen):
    """An amount as the requirements count it: `of`, less `less`, and nothing at all unless `when` holds.

    Example: hours of RSC from a provider who is not qualified count as none, however many they are; from one of whom
    the person is unsure as unknown. Nothing is nothing whoever provided it: 0 stays 0 while `when` is open.
    """

    id: str
    of: str
    less: str | None = None
    when: Condition | None = None

    @cached_property
    def count(self) -> Callable[[Facts], Value | None]:
        """Its value, from the facts that stand before it."""
        of, less, when = self.of, self.less, None if self.when is None else self.when.test

        def counted(facts: Facts) -> Value | None:
            counts = True if when is None else when(facts)
            if counts is False:
                return 0
            whole = facts[of]
            if not isinstance(whole, (int, float)) or whole == 0:
                return whole
            part = 0 if less is None else facts[less]
            if counts is None or not isinstance(part, (int, float)):
                return None
            # In binary 64.1 - 31.1 is a little less than 33, which would leave somebody short of nothing at all.
            return tidy(whole - part)

        return counted


def facts_of(profile: Profile, counted: tuple[CountedFact, ...]) -> Facts:
    """Raw facts by profile key and counted facts by id; "unsure" is unknown."""
    facts = {name: value if type(value) in _AS_TOLD else _raw(value) for name, value in vars(profile).items()}
    # Nobody who has no hours has to be asked how many of them were about RSC.
    facts |= {part: 0 for part, whole in WHOLES.items() if facts[whole] == 0}
    for fact in counted:
        facts[fact.id] = fact.count(facts)
    return facts


def _raw(value: object) -> Value | None:
    match value:
        case float():
            return tidy(value)
        case tuple():
            return frozenset(map(str, value))
    assert isinstance(value, str)  # noqa: S101  narrows for mypy; what is left are codes, and each of them is a text
    return None if value in _SAYS_NOTHING else str(value)
