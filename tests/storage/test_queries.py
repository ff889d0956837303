"""What every .sql file must keep to, so that one text serves both databases."""

import re
from pathlib import Path

import pytest
from typing_extensions import override

from bot.storage import queries
from bot.storage.queries import Adapter, Rows, Values

FILES = sorted(Path(queries.__file__).parent.glob("*.sql"))
QUERY = re.compile(r"^-- name: (?P<name>\w+)\(.*\)\S{0,2}\n(?P<purpose>-- .+\.\n)(?P<sql>[^;]+);\n", re.MULTILINE)


def parts(file: Path) -> list[re.Match[str]]:
    return list(QUERY.finditer(file.read_text()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_query_has_a_name_and_one_line_of_purpose(file: Path) -> None:
    assert "\n".join(part.group() for part in parts(file)) == file.read_text()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_writes_begins_with_its_verb_because_sqlite3_opens_the_transaction_by_it(file: Path) -> None:
    for part in parts(file):
        if re.search(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", part["sql"]):
            assert part["sql"].startswith(("INSERT", "UPDATE", "DELETE")), part["name"]


def test_no_two_queries_share_a_name() -> None:
    names = [part["name"] for file in FILES for part in parts(file)]
    assert len(names) == len(set(names))


class Letters(Adapter[str]):
    """A driver that has as many rows as its connection has letters."""

    @override
    def process_sql(self, query_name: str, op_type: object, sql: str) -> str:
        return sql

    @override
    async def rows(self, connection: str, query_name: str, sql: str, values: Values) -> Rows:
        return [(letter,) for letter in connection]


async def test_a_query_of_many_rows_brings_all_of_one_at_most_the_first() -> None:
    letters = Letters()
    assert [row async for row in letters.select("abc", "", "", {})] == [("a",), ("b",), ("c",)]
    assert await letters.select_one("abc", "", "", {}) == ("a",)
    assert await letters.select_one("", "", "", {}) is None
    assert await letters.select_value("", "", "", {}) is None
