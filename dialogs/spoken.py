"""Words that are said, held against labels."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from dialogs.flow import Question

_DENYING = frozenset({"no", "not", "dont", "never", "without", "what", "whats", "ni", "nunca", "sin", "que"})
"""With one of these a text speaks of a choice without making it."""


def codes_meant(
    question: Question, labels: Mapping[str, str], said: tuple[str, ...], *, is_asking: bool
) -> tuple[str, ...]:
    """The choices whose label or further words (`<choice>_said` in the question's template) a text says."""
    codes = [code for code in question.codes if code != question.unsure]
    if not said:
        return ()
    whole = [code for code in codes if words_of(labels[code]) == said]
    told = [
        code
        for code in codes
        if stands_in(said, words_of(labels[code]))
        or any(_is_said(phrase, said, is_asking=is_asking) for phrase in phrases(labels.get(f"{code}_said", "")))
    ]
    return tuple(whole or told)


def _is_said(phrase: tuple[str, ...], said: tuple[str, ...], *, is_asking: bool) -> bool:
    """Whether a text is the phrase, or holds it; "not home visiting" and "what is early intervention?" do not."""
    if phrase == said:
        return True
    if is_asking or not phrase or _DENYING & {*said}:
        return False
    return any(said[start : start + len(phrase)] == phrase for start in range(len(said)))


@cache
def phrases(listed: str) -> frozenset[tuple[str, ...]]:
    """Phrases that stand in one line of a template, between commas."""
    return frozenset(words_of(phrase) for phrase in listed.split(","))


def words_of(text: str) -> tuple[str, ...]:
    """The words without case, accents, apostrophes and signs."""
    decomposed = unicodedata.normalize("NFKD", re.sub("['’]", "", text.casefold()))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return tuple(re.findall(r"[a-z0-9]+|[^\W\d_]+", bare))


def stands_in(said: Sequence[str], label: Sequence[str]) -> bool:
    """Whether each word said is one of the label's, or (from four letters on) begins one."""
    return all(any(word == one or (len(word) >= 4 and one.startswith(word)) for one in label) for word in said)  # noqa: PLR2004
