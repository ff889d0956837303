"""One row of a file after the other, gathered by e-mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.roster.cells import Categories, DayRead, Unfit, band_in, day_in, email_in, flag_in, name_in, names_in, tags_in
from bot.roster.entry import NO_DAY, Statement
from bot.roster.header import Header
from bot.roster.table import Cell, Unread, is_blank
from dialogs.listed import Listed
from rules.codes import AgeBand

Value = TypeVar("Value")

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be taken: its column, what came and a code for what is allowed.

    `email` is the row's where that could be read; `also` another row that it has to do with. `repeats`: it says nothing
    that another row does not say.
    """

    row: int
    column: str
    came: str
    allowed: str
    email: str = ""
    also: int = 0
    repeats: bool = False


class _Bad(Exception):
    """This row cannot be taken."""

    def __init__(self, field: str, came: object, allowed: str, also: int = 0, *, repeats: bool = False) -> None:
        super().__init__(allowed)
        self.repeats = repeats
        self.field = field
        self.came = came
        self.allowed = allowed
        self.also = also


class RowReader:
    """Reads rows below one head. `either` counts the days that could be read either way round."""

    def __init__(self, header: Header, categories: Categories, first_day: date, on: date) -> None:
        self.statements: dict[str, Statement] = {}
        self.faults: list[Fault] = []
        self.either = self.day_first = 0
        self.either_example = self.day_first_example = ""
        self._header = header
        self._categories = categories
        self._first_day = first_day
        self._on = on

    def take(self, number: int, cells: list[Cell]) -> None:
        """Take one row, or note why not."""
        email = ""
        try:
            self._check_width(cells)
            email = self._read("email", cells, email_in)
            self._gather(self._stated(number, email, cells))
        except _Bad as bad:
            came = bad.came.shown or bad.came.place if isinstance(bad.came, Unread) else str(bad.came)
            place = f" ({bad.came.place})" if isinstance(bad.came, Unread) and bad.came.shown else ""
            title = self._header.title_of(bad.field) or bad.field
            self.faults.append(
                Fault(number, title, f"{came[:_SHOWN]}{place}", bad.allowed, email, bad.also, bad.repeats)
            )

    def _check_width(self, cells: list[Cell]) -> None:
        beyond = [cell for cell in cells[len(self._header.titles) :] if not is_blank(cell)]
        if beyond:
            raise _Bad("email", beyond[0], "width")

    def _stated(self, number: int, email: str, cells: list[Cell]) -> Statement:
        has = self._header.places
        statement = Statement(email, [number])
        if "name" in has:
            statement.first_name, statement.last_name = self._read("name", cells, names_in)
        if "first_name" in has:
            statement.first_name = self._read("first_name", cells, name_in)
        if "last_name" in has:
            statement.last_name = self._read("last_name", cells, name_in)
        if "category" in has:
            statement.endorsements = self._endorsements(cells)
        if "membership_until" in has:
            until = self._day("membership_until", cells)
            statement.membership_until = NO_DAY if until is None else until
        if "tags" in has:
            statement.tags = self._read("tags", cells, tags_in)
        return statement

    def _endorsements(self, cells: list[Cell]) -> tuple[Listed, ...]:
        told = self._read("category", cells, self._categories.read)
        band = self._read("age_band", cells, band_in)
        earned = self._day("earned_on", cells)
        ers = self._read("ers", cells, flag_in)
        if told is None:
            if earned is not None:
                raise _Bad("category", "", "category_missing")
            return ()
        category, told_band, told_ers = told
        if earned is None:
            raise _Bad("earned_on", "", "day_missing")
        if earned > self._on:
            raise _Bad("earned_on", earned, "day_to_come")
        if told_band is not None and band is not None and band is not told_band:
            raise _Bad("age_band", self._shown("age_band", cells), "band_of_category")
        return (Listed(category, band or told_band or AgeBand.INFANT, earned, bool(ers) or told_ers),)

    def _day(self, field: str, cells: list[Cell]) -> date | None:
        found: DayRead | None = self._read(field, cells, lambda cell: day_in(cell, self._first_day, self._on))
        if found is None:
            return None
        if found.either:
            self.either += 1
            self.either_example = self.either_example or self._shown(field, cells)
        if found.day_first:
            self.day_first += 1
            self.day_first_example = self.day_first_example or self._shown(field, cells)
        return found.day

    def _read(self, field: str, cells: list[Cell], reader: Callable[[Cell], Value]) -> Value:
        place = self._header.places.get(field)
        try:
            return reader(cells[place] if place is not None and place < len(cells) else None)
        except Unfit as unfit:
            raise _Bad(field, unfit.came, unfit.allowed) from None

    def _shown(self, field: str, cells: list[Cell]) -> str:
        return str(cells[self._header.places[field]]).strip()[:_SHOWN]

    def _gather(self, new: Statement) -> None:
        """Put a row beside those of the same e-mail: each tells of another Endorsement of one person."""
        old = self.statements.get(new.email)
        if old is None:
            self.statements[new.email] = new
            return
        for field in ("first_name", "last_name", "membership_until"):
            before, now = getattr(old, field), getattr(new, field)
            if before and now and before != now:
                raise _Bad(field, now, "other_before", old.rows[0])
        held = {(one.category, one.age_band) for one in old.endorsements or ()}
        more = new.endorsements or ()
        if not more or any((one.category, one.age_band) in held for one in more):
            known = set(more) <= set(old.endorsements or ()) and set(new.tags or ()) <= set(old.tags or ())
            raise _Bad("email", new.email, "twice", old.rows[0], repeats=known)
        old.rows.extend(new.rows)
        old.first_name, old.last_name = old.first_name or new.first_name, old.last_name or new.last_name
        old.membership_until = old.membership_until or new.membership_until
        old.endorsements = (*(old.endorsements or ()), *more)
        if new.tags is not None:
            old.tags = tuple(sorted({*(old.tags or ()), *new.tags}))
