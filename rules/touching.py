"""Which conflicts in the sources touch an answer."""

from functools import lru_cache

from rules.conditions import Any, Facts, Test
from rules.notes import Note
from rules.pack import RulePack


def notes_touching(pack: RulePack, facts: Facts, categories: frozenset[str]) -> tuple[str, ...]:
    """Ids of the notes that touch an answer speaking of these categories (codes, with "ERS" for the add-on)."""
    return tuple([note for note, test in _about(pack, categories) if test is None or test(facts)])


@lru_cache(maxsize=128)
def _about(pack: RulePack, categories: frozenset[str]) -> tuple[tuple[str, Test | None], ...]:
    """Notes on these categories, each with what has to hold; None: nothing has to."""
    return tuple((note.id, _test(note, categories)) for note in pack.notes if _touches(note, categories))


def _touches(note: Note, categories: frozenset[str]) -> bool:
    return any(not categories.isdisjoint(touch.categories) for touch in note.touches)


def _test(note: Note, categories: frozenset[str]) -> Test | None:
    when = [touch.when for touch in note.touches if not categories.isdisjoint(touch.categories)]
    conditions = tuple(one for one in when if one is not None)
    return Any(any=conditions).test if len(conditions) == len(when) else None
