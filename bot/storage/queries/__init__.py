"""The .sql files of this folder, one per noun, as functions.

One dialect for both databases: named parameters, `ON CONFLICT`, `RETURNING` (SQLite 3.35 or later). What writes
begins with INSERT, UPDATE or DELETE: by that word Python's sqlite3 knows when to open a transaction.
"""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast

import aiosql

Row = Sequence[Any]
Rows = Sequence[Row]
Values = Mapping[str, Any]
Connection = TypeVar("Connection")


class Queries(Protocol):
    """Every query by its name: an async function of a connection and the query's named parameters."""

    def __getattr__(self, name: str) -> Callable[..., Any]: ...


class Adapter(ABC, Generic[Connection]):
    """How aiosql reaches a driver: every query is one call that brings back its rows.

    aiosql's own adapters differ in what INSERT and UPDATE answer. Here a query that wants an answer says RETURNING.
    """

    is_aio_driver = True

    @abstractmethod
    def process_sql(self, query_name: str, op_type: object, sql: str) -> str:
        """The statement as the driver wants its parameters written."""

    @abstractmethod
    async def rows(self, connection: Connection, query_name: str, sql: str, values: Values) -> Rows:
        """Run one statement; all of its rows. Failures of the driver come out as StorageError."""

    async def many(self, connection: Connection, query_name: str, sql: str, values: Sequence[Values]) -> None:
        """Run one statement for each of the values; drivers do so in one call."""
        for one in values:
            await self.rows(connection, query_name, sql, one)

    async def select(
        self,
        connection: Connection,
        query_name: str,
        sql: str,
        values: Values,
        _record: object = None,
    ) -> AsyncIterator[Row]:
        """`name`: every row."""
        for row in await self.rows(connection, query_name, sql, values):
            yield row

    async def select_one(
        self,
        connection: Connection,
        query_name: str,
        sql: str,
        values: Values,
        _record: object = None,
    ) -> Row | None:
        """`name^`: the first row, None without one."""
        rows = await self.rows(connection, query_name, sql, values)
        return rows[0] if rows else None

    async def select_value(self, connection: Connection, query_name: str, sql: str, values: Values) -> object:
        """`name$`: the first column of the first row, None without one."""
        rows = await self.rows(connection, query_name, sql, values)
        return rows[0][0] if rows else None

    async def insert_update_delete(self, connection: Connection, query_name: str, sql: str, values: Values) -> None:
        """`name!`: no answer."""
        await self.rows(connection, query_name, sql, values)

    async def insert_update_delete_many(
        self, connection: Connection, query_name: str, sql: str, values: Sequence[Values]
    ) -> None:
        """`name*!`: once for each of the values, in one call; no answer."""
        if values:
            await self.many(connection, query_name, sql, values)


def load_queries(adapter: Adapter[Any]) -> Queries:
    """Read every file of this folder, 1 ms; two queries of one name are refused by a test."""
    return cast("Queries", aiosql.from_path(Path(__file__).parent, lambda: adapter))  # type: ignore[arg-type, return-value]
