"""`endorse roster`: import, export and who may be late, for scripts."""

import csv
import os
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pydantic import SecretStr

from bot.cli import roster_work
from bot.roster.linking import hash_of
from bot.settings import Settings
from bot.simulator import Simulator
from bot.storage import migrate, open_storage
from rules.complaints import BadInput
from tests.cli.conftest import Endorse
from tests.cli.test_refusals import check_refused
from tests.roster.files import IDA, csv_file, five_hundred, xlsx_file


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'endorse.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def exported(kind: str = "csv") -> bytes:
    """What a real program writes to its stdout."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "DATABASE_URL": os.environ["DATABASE_URL"]}
    command = [sys.executable, "-m", "bot", "roster", "export", "--format", kind]
    return subprocess.run(command, capture_output=True, check=True, env=environment, timeout=60).stdout


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_bytes(csv_file(five_hundred()))
    return path


def test_a_dry_run_counts_names_the_bad_rows_and_changes_nothing(endorse: Endorse, roster: Path) -> None:
    for arguments in ((), ("--dry-run",)):
        ran = endorse("roster", "import", str(roster), *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.splitlines() == [
            "498 new, 0 changed, 0 unchanged, 2 left out",
            "row 17, Date earned: '31/31/2025' came; allowed is a day such as 5/5/2025",
            "row 400, E-mail: 'nobody' came; allowed is an e-mail such as name@example.org",
            "nothing was changed; --yes imports 498 rows",
        ]


def test_an_import_is_done_once_and_noted(endorse: Endorse, roster: Path) -> None:
    assert endorse("roster", "import", str(roster), "--yes").out.startswith("498 new")
    again = endorse("roster", "import", str(roster), "--yes")
    assert again.out.startswith("0 new, 0 changed, 498 unchanged, 2 left out\n")
    log = endorse("audit").out
    assert "0  roster.imported  roster: 498 new, 0 changed, 0 unchanged, 2 left out" in log


def test_what_is_exported_is_imported_without_a_change(endorse: Endorse, tmp_path: Path, roster: Path) -> None:
    endorse("roster", "import", str(roster), "--yes")
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"again.{kind}"
        path.write_bytes(exported(kind))
        assert endorse("roster", "import", str(path)).out.startswith("0 new, 0 changed, 498 unchanged, 0 left out")


def test_nothing_that_is_exported_is_run_as_a_formula(endorse: Endorse, tmp_path: Path) -> None:
    path = tmp_path / "risky.csv"
    path.write_bytes(csv_file([("=1+1", "@SUM(A1)", "+a@example.org", *IDA[3:8], "-x")]))
    endorse("roster", "import", str(path), "--yes")
    content = exported().decode("utf-8-sig")
    assert next(csv.reader(StringIO(content.splitlines()[1])))[:3] == ["'=1+1", "'@SUM(A1)", "'+a@example.org"]
    sheet = tmp_path / "risky.xlsx"
    sheet.write_bytes(exported("xlsx"))
    book = load_workbook(sheet)
    assert book.active is not None
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'=1+1" in [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (None, "No such file"),
        (b"", "'roster.csv' came. The file has no rows"),
        (b"Name\nIda\n", "No column is named E-mail; row 1 has: Name."),
        (b"PK\x03\x04", "The file is damaged"),
        (xlsx_file([IDA])[:-40], "The file is damaged"),
        (b"x" * (6 * 2**20), "too large"),
    ],
)
def test_a_bad_file_is_one_line_and_a_2(endorse: Endorse, tmp_path: Path, content: bytes | None, part: str) -> None:
    path = tmp_path / "roster.csv"
    if content is not None:
        path.write_bytes(content)
    check_refused(endorse("roster", "import", str(path), "--yes"), "FILE", part)


def test_bad_usage_is_one_line(endorse: Endorse) -> None:
    check_refused(endorse("roster"), "required: ACTION")
    check_refused(endorse("roster", "import", "a.csv", "--yes", "--dry-run"), "--dry-run")
    check_refused(endorse("roster", "export", "--format", "ods"), "--format", "'ods'", "csv", "xlsx")
    check_refused(endorse("roster", "export", "--links"), "TELEGRAM_BOT_TOKEN: missing")


def test_nobody_known_is_nobody_late(endorse: Endorse, roster: Path) -> None:
    endorse("roster", "import", str(roster), "--yes")
    assert endorse("roster", "at-risk").out == "0 of 0 people known in Telegram may be late; 0 have lapsed\n"


async def test_links_open_this_very_bot(database: str) -> None:
    await migrate(database)
    async with Simulator() as telegram:
        chosen = Settings(
            telegram_bot_token=SecretStr(telegram.world.settings.token),
            telegram_api_base_url=telegram.url,
            database_url=database,
        )
        await roster_work.import_(chosen, csv_file([IDA]), "roster.csv", really=True)
        content = await roster_work.export(chosen, "csv", links=True)
        username = telegram.world.bot.username
    [row] = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    begin, _, secret = row["Link"].partition("?start=r-")
    assert begin == f"https://t.me/{username}"
    async with open_storage(database) as storage, storage.transaction() as tx:
        found = await tx.entry_behind(hash_of(secret), datetime(2026, 1, 1, tzinfo=UTC))
    assert found is not None
    assert found.email == "ida@example.org"


async def test_a_telegram_that_does_not_answer_is_one_line(database: str) -> None:
    chosen = Settings(
        telegram_bot_token=SecretStr("1:a"), telegram_api_base_url="http://127.0.0.1:9", database_url=database
    )
    with pytest.raises(BadInput, match="Telegram does not tell the name of the bot"):
        await roster_work.export(chosen, "csv", links=True)
