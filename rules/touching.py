"""Which conflicts in the sources touch an answer."""

from functools import lru_cache

from rules.conditions import Condition, Facts, truth
from rules.pack import RulePack


def notes_touching(pack: RulePack, facts: Facts, categories: frozenset[str]) -> tuple[str, ...]:
    """Ids of the notes that touch an answer speaking of these categories (codes, with "ERS" for the add-on)."""
    return tuple(
        note
        for note, conditions in _about(pack, categories)
        if any(when is None or truth(when, facts) is True for when in conditions)
    )


@lru_cache(maxsize=128)
def _about(pack: RulePack, categories: frozenset[str]) -> tuple[tuple[str, tuple[Condition | None, ...]], ...]:
    """Notes on these categories, each with the conditions of which one has to hold."""
    return tuple(
        (note.id, tuple(touch.when for touch in note.touches if not categories.isdisjoint(map(str, touch.categories))))
        for note in pack.notes
    )
