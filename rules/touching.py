"""Which conflicts in the sources touch an answer."""

from collections.abc import Collection

from rules.conditions import Facts, truth
from rules.notes import Note
from rules.pack import RulePack


def notes_touching(pack: RulePack, facts: Facts, categories: Collection[str]) -> tuple[str, ...]:
    """Ids of the notes that touch an answer speaking of these categories (codes, with "ERS" for the add-on)."""
    return tuple(note.id for note in pack.notes if _touches(note, facts, categories))


def _touches(note: Note, facts: Facts, categories: Collection[str]) -> bool:
    return any(
        not categories_of.isdisjoint(categories) and (touch.when is None or truth(touch.when, facts) is True)
        for touch in note.touches
        for categories_of in ({str(code) for code in touch.categories},)
    )
