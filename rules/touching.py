"""Which conflicts in the sources touch an answer."""

from functools import lru_cache

from rules.conditions import Condition, Facts, truth
from rules.pack import RulePack


def notes_touching(pack: RulePack, facts: Facts, categories: frozenset[str]) -> tuple[str, ...]:
    """Ids of the notes that touch an answer speaking of these categories (codes, with "ERS" for the add-on)."""
    return tuple(
        [
            note
            for note, conditions in _about(pack, categories)
            if conditions is None or any(truth(condition, facts) for condition in conditions)
        ]
    )


@lru_cache(maxsize=128)
def _about(pack: RulePack, categories: frozenset[str]) -> tuple[tuple[str, tuple[Condition, ...] | None], ...]:
    """Notes on these categories, each with the conditions of which one has to hold; None: it always touches."""
    found: list[tuple[str, tuple[Condition, ...] | None]] = []
    for note in pack.notes:
        when = [touch.when for touch in note.touches if not categories.isdisjoint(touch.categories)]
        if when:
            conditions = tuple(one for one in when if one is not None)
            found.append((note.id, conditions if len(conditions) == len(when) else None))
    return tuple(found)
