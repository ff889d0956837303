"""What a part of the office can do, as tables."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.office.visit import Onward
from dialogs.roles import Role
from dialogs.screen import Screen

Entry = TypeVar("Entry")

PREFIX = "o_"
"""Names of acts and places of the office begin so, in callback data and in sessions."""

Run = Callable[..., Awaitable[Onward]]
"""From a visit and the arguments of a button, a link or a place; raises Refused for arguments that make no sense."""

Show = Callable[..., Awaitable[Screen]]
"""From a visit and a place's arguments to its screen; raises Refused where there is none any more."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do. `least` is the least role that may; None: everybody."""

    run: Run
    least: Role | None


@dataclass(frozen=True, slots=True)
class Place:
    """Something to look at. `written` takes what is typed or sent there; None: nothing is asked for."""

    show: Show
    least: Role | None
    written: Run | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """One part of the office.

    `acts` and `places` are by name, with the prefix; `commands` by the word after the slash, which opens a place or an
    act of that name; `links` by what stands before the first "-" of a deep link's payload; the rest is its argument.
    """

    acts: Mapping[str, Act] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    commands: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def joined(features: tuple[Feature, ...]) -> Feature:
    """All of them as one.

    Raises:
        ValueError: if a name is taken twice, lacks the prefix, or a command or link leads nowhere.
    """
    acts = _union([one.acts for one in features])
    places = _union([one.places for one in features])
    commands = _union([one.commands for one in features])
    links = _union([one.links for one in features])
    unknown = {*commands.values(), *links.values()} - {*acts, *places}
    unmarked = {name for name in (*acts, *places) if not name.startswith(PREFIX)}
    if unknown or unmarked:
        raise ValueError(f"names in the office lead nowhere ({sorted(unknown)}) or lack {PREFIX} ({sorted(unmarked)})")
    return Feature(acts, places, commands, links)


def _union(tables: list[Mapping[str, Entry]]) -> dict[str, Entry]:
    whole: dict[str, Entry] = {}
    for table in tables:
        if twice := whole.keys() & table.keys():
            raise ValueError(f"{sorted(twice)} are names of two things in the office")
        whole.update(table)
    return whole
