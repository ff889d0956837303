"""Where the sources disagree or are silent, and what we do about it."""

from typing import Annotated

from pydantic import Field

from rules.codes import Category
from rules.conditions import Condition
from rules.sources import Sources
from rules.values import Frozen


class Touch(Frozen):
    """When a conflict touches an answer: one of `categories` (or the add-on, "ERS") is spoken of, and `when` holds."""

    categories: Annotated[tuple[Category | str, ...], Field(min_length=1)]
    when: Condition | None = None


class Note(Frozen):
    """One conflict (C01 to C30). `told` is the sentence a person reads; None where it is not for people.

    `coordinator` says whether a person it touches is pointed to the coordinator. `touches` is empty for conflicts that
    no assessment depends on.
    """

    id: Annotated[str, Field(pattern=r"^C\d\d$")]
    title: str
    sources_say: str
    default: str
    told: str | None
    coordinator: bool
    touches: tuple[Touch, ...] = ()
    sources: Sources


class Term(Frozen):
    """A word people ask about. `aliases` are what they type for it, lower case."""

    id: str
    term: str
    aliases: tuple[str, ...] = ()
    text: str
    sources: Sources


class Provider(Frozen):
    """Who may provide the RSC that counts."""

    id: str
    text: str
    sources: Sources


class Step(Frozen):
    """One of the steps from choosing a category to renewing it."""

    id: str
    title: str
    text: str
    url: str | None = None
    sources: Sources
