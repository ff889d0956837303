"""Every check, on what is well and on what is broken for real."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from pydantic import SecretStr

from bot.backup.archive import WORKPLACE
from bot.clock import Clock, MovableClock, SystemClock
from bot.doctor import machine, packs
from bot.doctor import telegram as of_telegram
from bot.doctor.doctor import examined
from bot.doctor.finding import Finding, made, well
from bot.doctor.telegram import webhook_of
from bot.engine.seat import file_seat
from bot.engine.server_seat import server_seat
from bot.settings import Settings
from bot.simulator import Simulator
from bot.storage import NudgeRow, migrate, open_storage
from bot.storage.address import PostgresAddress, SqliteAddress, parse_address
from rules.loading import load_pack
from tests.cli.conftest import Ran, in_its_own_process

NOW = SystemClock().now()
SECRET = "123456:VerySecret"  # noqa: S105  opens nothing
ALL = [
    "settings",
    "token",
    "webhook",
    "clock",
    "database",
    "migrations",
    "engine",
    "disk",
    "files",
    "rules",
    "time zones",
]


def told(url: str, telegram: Simulator, **more: Any) -> Settings:  # noqa: ANN401  any setting
    bare = {
        "telegram_bot_token": SecretStr(telegram.world.settings.token),
        "telegram_api_base_url": telegram.url,
        "database_url": url,
        "owner_ids": (1,),
    }
    return Settings(**{**bare, **more})


async def found(chosen: Settings, clock: Clock | None = None) -> dict[str, Finding]:
    return {one.check: one for one in await examined(chosen, clock or SystemClock())}


def path_of(url: str) -> Path:
    address = parse_address(url)
    assert isinstance(address, SqliteAddress)
    return address.path


async def test_a_bot_at_work_has_nothing_to_look_at(url: str, telegram: Simulator) -> None:
    address = parse_address(url)
    seat = server_seat(address) if isinstance(address, PostgresAddress) else file_seat(address)
    async with seat:
        findings = await found(told(url, telegram))
    assert list(findings) == ALL
    assert [one for one in findings.values() if one.state != "ok"] == []
    assert findings["engine"].found == "1 process sends; 0 runs under way"
    assert findings["webhook"].found == "polling, none stands; 0 updates wait"


async def test_a_bot_that_was_never_started_is_no_fault(empty_url: str, telegram: Simulator) -> None:
    findings = await found(told(empty_url, telegram))
    assert [one for one in findings.values() if one.state != "ok"] == []
    assert not (empty_url.startswith("sqlite") and path_of(empty_url).exists())


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def test_nothing_is_changed(url: str, telegram: Simulator, tmp_path: Path) -> None:
    before = everything_in(tmp_path)
    await found(told(url, telegram))
    assert everything_in(tmp_path) == before
    assert {call.method for call in telegram.calls} <= {"getMe", "getWebhookInfo"}


async def test_a_token_that_telegram_does_not_know_is_broken_and_not_shown(url: str, telegram: Simulator) -> None:
    findings = await found(told(url, telegram, telegram_bot_token=SecretStr(SECRET)))
    assert (findings["token"].state, findings["token"].found) == ("broken", "Telegram knows no such bot")
    assert findings["webhook"].state == "broken"
    assert SECRET not in str(findings)


async def test_where_telegram_is_away_the_rest_is_told(url: str, telegram: Simulator, unused_port: int) -> None:
    findings = await found(told(url, telegram, telegram_api_base_url=f"http://127.0.0.1:{unused_port}"))
    assert [findings[one].state for one in ("token", "webhook", "clock")] == ["broken", "broken", "look"]
    assert [findings[one].state for one in ("database", "migrations", "rules")] == ["ok", "ok", "ok"]
    assert telegram.world.settings.token not in str(findings)


async def test_a_webhook_that_stands_while_polling_is_broken(url: str, telegram: Simulator, unused_port: int) -> None:
    chosen = told(url, telegram)
    assert chosen.telegram_bot_token is not None
    await of_telegram.asked(
        telegram.url, chosen.telegram_bot_token, f"setWebhook?url=http://127.0.0.1:{unused_port}/elsewhere"
    )
    finding = (await found(chosen))["webhook"]
    assert (finding.state, finding.found) == ("broken", "one that was not set stands at Telegram")
    other = told(url, telegram, webhook_url=f"http://127.0.0.1:{unused_port}/hook", webhook_secret=SecretStr("s"))
    assert (await found(other))["webhook"].found == "another one stands at Telegram"
    same = told(url, telegram, webhook_url=f"http://127.0.0.1:{unused_port}/elsewhere")
    findings = await found(same)
    assert findings["webhook"].found == "as set; 0 updates wait"
    assert "WEBHOOK_SECRET is not set" in findings["settings"].found


async def test_a_webhook_that_is_not_registered_is_broken(url: str, telegram: Simulator) -> None:
    finding = (await found(told(url, telegram, webhook_url="https://bot.example.org/hook")))["webhook"]
    assert (finding.state, finding.found) == ("broken", "none stands at Telegram")


@pytest.mark.parametrize(
    ("info", "state"),
    [
        ({"url": "u", "pending_update_count": 100}, "ok"),
        ({"url": "u", "pending_update_count": 101}, "look"),
        ({"url": "u", "last_error_date": int(NOW.timestamp()) - 3_500, "last_error_message": "502"}, "look"),
        ({"url": "u", "last_error_date": int(NOW.timestamp()) - 3_700, "last_error_message": "502"}, "ok"),
    ],
)
def test_what_waits_and_what_failed_lately_is_to_be_looked_at(info: dict[str, object], state: str) -> None:
    assert webhook_of(info, "u", NOW).state == state


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "ok"), (3, "ok"), (-15, "look"), (15, "look"), (-60, "broken"), (60, "broken")]
)
async def test_a_clock_that_is_off_is_told(telegram: Simulator, seconds: int, state: str) -> None:
    ours = MovableClock(SystemClock().now() + timedelta(seconds=seconds))
    finding = await of_telegram.clock(telegram.url, ours)
    assert finding.state == state
    if abs(seconds) > 5:
        assert ("ahead of" if seconds > 0 else "behind") in finding.found


async def test_a_file_that_is_damaged_is_broken(telegram: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "endorse.db"
    file.write_bytes(b"not a database" * 1000)
    file.chmod(0o600)
    findings = await found(told(f"sqlite:///{file}", telegram))
    assert findings["database"].state == "broken"
    assert "file is not a database" in findings["database"].found
    assert [findings[one].state for one in ("migrations", "engine")] == ["look", "look"]


async def test_a_server_that_is_away_is_broken_and_its_password_is_not_shown(
    telegram: Simulator, unused_port: int
) -> None:
    findings = await found(told(f"postgresql://me:sesame@127.0.0.1:{unused_port}/endorse", telegram))
    assert findings["database"].state == "broken"
    assert "sesame" not in str(findings)


async def test_a_server_that_may_not_be_written_to_is_broken(postgres_url: str, telegram: Simulator) -> None:
    name = postgres_url.partition("?")[0].rpartition("/")[2]
    await run(postgres_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    findings = await found(told(postgres_url, telegram))
    assert findings["database"].state == "broken"
    assert "read-only" in findings["database"].found


async def run(url: str, statement: str) -> None:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path_of(url))) as file, file:
            file.execute(statement)
    else:
        server = await asyncpg.connect(url)
        await server.execute(statement)
        await server.close()


@pytest.mark.parametrize(("revision", "state"), [("9999", "broken"), ("0003", "look")])
async def test_a_database_at_another_migration_is_told(
    url: str, telegram: Simulator, revision: str, state: str
) -> None:
    await run(url, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608  our own numbers
    finding = (await found(told(url, telegram)))["migrations"]
    assert finding.state == state
    assert revision in finding.found


async def overdue(url: str, late: timedelta) -> None:
    async with open_storage(url) as storage, storage.transaction() as transaction:
        row = await transaction.lock_person(1, NOW)
        await transaction.save_person(replace(row, due_at=None))
        moment = SystemClock().now() - late
        await transaction.add_nudges([NudgeRow(1, 1, date(2027, 12, 31), date(2026, 11, 1), "pending", moment, moment)])


@pytest.mark.parametrize(("minutes", "state"), [(5, "ok"), (30, "look"), (300, "broken")])
async def test_what_is_due_and_not_sent_is_told(url: str, telegram: Simulator, minutes: int, state: str) -> None:
    await overdue(url, timedelta(minutes=minutes))
    address = parse_address(url)
    async with server_seat(address) if isinstance(address, PostgresAddress) else file_seat(address):
        finding = (await found(told(url, telegram)))["engine"]
    assert finding.state == state
    assert "the oldest thing due waits for" in finding.found


async def test_where_nobody_sends_somebody_is_to_be_started(url: str, telegram: Simulator) -> None:
    await overdue(url, timedelta(hours=5))
    finding = (await found(told(url, telegram)))["engine"]
    assert finding.state == "look"
    assert finding.found.startswith("0 processes send")
    assert "endorse worker" in finding.todo


async def test_an_engine_that_is_damaged_is_broken(telegram: Simulator, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    (tmp_path / "endorse.db.engine").write_bytes(b"not a database" * 1000)
    finding = (await found(told(url, telegram)))["engine"]
    assert finding.state == "broken"
    assert "endorse.db.engine: file is not a database" in finding.found


def test_a_disk_that_fills_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        def __init__(self, megabytes: int) -> None:
            self.free = megabytes << 20

    for megabytes, state in ((500, "ok"), (499, "look"), (49, "broken")):
        monkeypatch.setattr("shutil.disk_usage", lambda _, left=megabytes: Usage(left))
        assert machine.disk({"database": tmp_path / "not" / "yet" / "there.db"}).state == state


def test_files_that_others_may_read_are_told(tmp_path: Path) -> None:
    database, certificates = tmp_path / "endorse.db", tmp_path / "certificates"
    database.touch(0o600)
    certificates.mkdir(0o700)
    assert machine.files(database, certificates).state == "ok"
    (tmp_path / "endorse.db-wal").touch(0o600)
    (tmp_path / "endorse.db-wal").chmod(0o640)
    assert "endorse.db-wal" in machine.files(database, certificates).found
    (tmp_path / "endorse.db-wal").chmod(0o600)
    (tmp_path / f"{WORKPLACE}x").mkdir()
    assert "was killed" in machine.files(database, certificates).found
    certificates.chmod(0o750)
    assert machine.files(database, certificates).state == "broken"


def test_a_pack_that_nobody_has_checked_in_time_is_to_be_looked_at() -> None:
    by = load_pack("infancy-onward").covers.check_by
    assert packs.rules("infancy-onward", by).state == "ok"
    late = packs.rules("infancy-onward", by + timedelta(days=1))
    assert (late.state, str(by) in late.found) == ("look", True)


def test_a_pack_with_faults_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half").mkdir()
    (tmp_path / "half" / "pack.yaml").write_text("version: '1'\n")
    monkeypatch.setattr("rules.loading.PACKS", tmp_path)
    assert packs.rules("half", date(2026, 11, 22)).state == "broken"


def test_time_zones_that_are_unknown_or_old_are_told() -> None:
    assert machine.time_zones("America/Indiana/Indianapolis", date(2027, 12, 31)).state == "ok"
    assert machine.time_zones("America/Indiana/Indianapolis", date(2028, 1, 1)).state == "look"
    assert machine.time_zones("Atlantis/Capital", date(2026, 11, 22)).state == "broken"


async def test_a_check_that_takes_too_long_or_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails() -> Finding:
        raise RuntimeError(SECRET)

    async def hangs() -> Finding:
        await asyncio.sleep(60)
        return well("x", "")

    monkeypatch.setattr("bot.doctor.finding.PATIENCE", 0.01)
    late, failed = await made("late", hangs()), await made("failed", fails())
    assert (late.state, failed.state) == ("broken", "broken")
    assert SECRET not in str(failed)


def test_the_command_says_it_in_lines_and_by_its_exit_code(tmp_path: Path) -> None:
    def ran_with(*arguments: str) -> Ran:
        away, url = "http://127.0.0.1:9", f"sqlite:///{tmp_path}/endorse.db"
        return in_its_own_process(
            "doctor", *arguments, TELEGRAM_BOT_TOKEN=SECRET, TELEGRAM_API_BASE_URL=away, DATABASE_URL=url
        )

    ran = ran_with()
    assert (ran.code, ran.err) == (1, "")
    assert [line[2:13].strip() for line in ran.out.splitlines()] == ALL
    assert "✗ token       broken: no answer from http://127.0.0.1:9" in ran.out
    assert "✓ migrations  ok:" in ran.out
    assert SECRET not in ran.out
    as_json = ran_with("--json").json
    assert [one["check"] for one in as_json] == ALL
    assert not list(tmp_path.iterdir())


def test_a_setting_that_is_not_allowed_is_refused_before_anything_is_looked_at() -> None:
    ran = in_its_own_process("doctor", PORT="none")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("endorse: PORT: 'none' came")
