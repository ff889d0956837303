"""One entry of the association's list, and what a file states about it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import orjson

from bot.storage import EntryRow
from dialogs.listed import Listed
from rules.codes import AgeBand, Category


@dataclass(slots=True)
class Statement:
    """What a file says about one e-mail; None: it says nothing about that. `rows` are where."""

    email: str
    rows: list[int]
    first_name: str | None = None
    last_name: str | None = None
    endorsements: tuple[Listed, ...] | None = None
    membership_until: date | str | None = None
    tags: tuple[str, ...] | None = None


NO_DAY = ""
"""A membership that a file leaves blank, which is not the same as saying nothing."""


def endorsements_of(row: EntryRow) -> tuple[Listed, ...]:
    """The Endorsements of an entry."""
    return tuple(
        Listed(Category(one["category"]), AgeBand(one["age_band"]), date.fromisoformat(one["earned_on"]), one["ers"])
        for one in orjson.loads(row.endorsements)
    )


def written(endorsements: Iterable[Listed]) -> str:
    """The same as it is stored, always in the same order."""
    ordered = sorted(endorsements, key=lambda one: (one.category, one.age_band, one.earned_on))
    return orjson.dumps(
        [
            {"category": one.category, "age_band": one.age_band, "earned_on": one.earned_on, "ers": one.ers}
            for one in ordered
        ]
    ).decode()


def merged(before: EntryRow | None, stated: Statement) -> EntryRow:
    """The entry as it is after an import: what the file says nothing about stays."""
    old = before or EntryRow(stated.email)
    first = old.first_name if stated.first_name is None else stated.first_name
    last = old.last_name if stated.last_name is None else stated.last_name
    until = old.membership_until if stated.membership_until is None else stated.membership_until
    return EntryRow(
        stated.email,
        first,
        last,
        old.endorsements if stated.endorsements is None else written(stated.endorsements),
        until if isinstance(until, date) else None,
        old.tags if stated.tags is None else stated.tags,
        sought(f"{first} {last} {stated.email}"),
    )


def changed_fields(before: EntryRow, after: EntryRow) -> tuple[str, ...]:
    """What an import changes, by the names of fields."""
    names = ("first_name", "last_name", "endorsements", "membership_until", "tags")
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def sought(text: str) -> str:
    """As it is searched for: no capitals, no accents, single spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).split())


def name_of(row: EntryRow) -> str:
    """Both names; empty where the list has none."""
    return " ".join(part for part in (row.first_name, row.last_name) if part)
