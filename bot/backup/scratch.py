"""The scratch database that a backup is put into, before it takes the place of the present one."""

from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any

from bot.storage import Transaction
from bot.storage.queries import Adapter, Rows, load_queries

_NUMBERS = count(1)


@cache
def _name(_sql: str) -> str:
    """One for each statement: adapters keep what they know of it by its name."""
    return f"scratch_{next(_NUMBERS)}"


@dataclass(frozen=True, slots=True)
class Scratch:
    """One transaction on it, on either kind of database.

    `endorse_before` is the present database, to be read, where `has_before`; else it has an empty `person`,
    `announcement` and `inquiry`, so that one text of a statement does for both.
    """

    connection: Any
    adapter: Adapter[Any]
    transaction: Transaction
    has_before: bool

    async def rows(self, sql: str, **values: object) -> Rows:
        """Run one statement with its `:names`."""
        name = _name(sql)
        return await self.adapter.rows(self.connection, name, self.adapter.process_sql(name, None, sql), values)

    async def count(self, sql: str, **values: object) -> int:
        """How many rows a statement answers."""
        return len(await self.rows(sql, **values))


def scratch_on(connection: object, adapter: Adapter[Any], *, has_before: bool) -> Scratch:
    """A transaction on a connection that is in none yet, or in one that its owner commits."""
    return Scratch(connection, adapter, Transaction(load_queries(adapter), connection), has_before)
