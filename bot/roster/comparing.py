"""What a file would change: held against the list as it is."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

from bot.roster.entry import changed_fields, merged
from bot.roster.reading import Reading
from bot.roster.rows import Fault
from bot.storage import EntryRow, Storage

NEW = "new"
CHANGED = "changed"
UNCHANGED = "unchanged"
LEFT_OUT = "left_out"
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row: `fields` are those that change; `fault` why it is left out."""

    row: int
    email: str
    becomes: str
    fields: tuple[str, ...] = ()
    fault: Fault | None = None


@dataclass(slots=True)
class Plan:
    """What an import would do.

    `saves` are the entries to write, `changes` the fields of each known e-mail, `counts` rows by what becomes of them.
    """

    reading: Reading
    saves: list[EntryRow] = field(default_factory=list)
    changes: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((NEW, CHANGED, UNCHANGED, LEFT_OUT), 0))

    def outcomes(self) -> Iterator[Outcome]:
        """Every row in the order of the file."""
        good = (
            Outcome(row, email, _becomes(self.changes[email]), self.changes[email] or ())
            for email, statement in self.reading.statements.items()
            for row in statement.rows
        )
        bad = (Outcome(one.row, one.email, LEFT_OUT, (), one) for one in self.reading.faults)
        yield from sorted((*good, *bad), key=lambda one: one.row)


def compared(reading: Reading, known: dict[str, EntryRow]) -> Plan:
    """What a file would change; a second's work for 100,000 rows, so call it in a thread."""
    plan = Plan(reading)
    plan.counts[LEFT_OUT] = len(reading.faults)
    for email, statement in reading.statements.items():
        before = known.get(email)
        after = merged(before, statement)
        changes = None if before is None else changed_fields(before, after)
        plan.changes[email] = changes
        plan.counts[_becomes(changes)] += len(statement.rows)
        if changes != ():
            plan.saves.append(after)
    return plan


async def known_entries(storage: Storage) -> dict[str, EntryRow]:
    """The whole list by e-mail."""
    return {row.email: row async for row in every_entry(storage)}


async def every_entry(storage: Storage) -> AsyncIterator[EntryRow]:
    """The whole list, in pages of transactions of their own."""
    last = 0
    while True:
        async with storage.transaction() as transaction:
            page = await transaction.entries(last, PAGE)
        if not page:
            return
        for row in page:
            yield row
        last = page[-1].id


def _becomes(changes: tuple[str, ...] | None) -> str:
    return NEW if changes is None else CHANGED if changes else UNCHANGED
