"""Making a backup: whole, private, of one moment, while people write; and what is refused."""

import asyncio
import json
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from bot.backup.server_tools import login_of, tool
from bot.backup.stones import stones_of
from bot.certificates import Folder, name_of
from bot.clock import SystemClock
from bot.storage import migrate
from bot.storage.address import PostgresAddress
from bot.storage.migrations import head
from dialogs.endorsement import Credit, DiskCopy
from dialogs.session import Session
from rules.complaints import BadInput
from rules.tally import CreditKind
from tests.backup.conftest import backed_up, names_in, programs, ran, restored, rows, stored
from tests.nudges.people import enter

NOW = SystemClock().now()
ANNA, BEN = 5_100_000_001, 5_100_000_002


async def told(url: str, *people: int, session: Session | None = None) -> None:
    async with stored(url) as storage:
        await enter(storage, NOW, dict.fromkeys(people, session or Session()))


def listed(backup: Path) -> list[str]:
    with tarfile.open(backup) as tar:
        return tar.getnames()


async def test_a_backup_is_one_private_file(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "backups.tar")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert listed(backup) == ["database", "tombstones.json", "manifest.json"]
    assert [name for name in names_in(tmp_path) if "backups" in name or name.startswith(".")] == ["backups.tar"]
    with tarfile.open(backup) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest is not None
        told_of = json.load(manifest)
    assert (told_of["format"], told_of["revision"]) == ("endorse backup 1", head())
    assert told_of["kind"] == ("sqlite" if url.startswith("sqlite") else "postgresql")


async def test_a_backup_while_people_write_is_of_one_moment(url: str, tmp_path: Path) -> None:
    """Both of a pair are written in one transaction, so a backup has both or neither."""
    await told(url, ANNA)
    begun, done, count = asyncio.Event(), asyncio.Event(), 0

    async def writes() -> None:
        nonlocal count
        async with stored(url) as storage:
            while not done.is_set():
                count += 1
                async with storage.transaction() as transaction:
                    for one in (count * 2, count * 2 + 1):
                        await transaction.lock_person(one, NOW)
                begun.set()
                await asyncio.sleep(0)

    writing = asyncio.create_task(writes())
    await begun.wait()
    backups = []
    for number in range(3):
        before = count
        backups.append(await backed_up(url, tmp_path / f"{number}.tar"))
        assert count > before  # nobody had to wait for it
    done.set()
    await writing
    for backup in backups:
        await restored(url, backup, force=True)
        pairs = [int(str(one)) // 2 for (one,) in await rows(url, "SELECT id FROM person WHERE id < 1000000000")]
        assert pairs
        assert len(pairs) == 2 * len(set(pairs))


async def test_nothing_is_written_over_unless_that_is_meant(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    file = tmp_path / "one.tar"
    assert ran(url, "backup", str(file)).out.endswith(f" KB: {file}\n")
    again = ran(url, "backup", str(file))
    assert (again.code, again.err) == (2, f"endorse: FILE: {str(file)!r} is there already; --force writes over it\n")
    assert ran(url, "backup", str(file), "--force").code == 0
    stones = ran(url, "backup", str(tmp_path / "stones"), "--tombstones-only")
    assert stones.out == f"0 asked to be forgotten: {tmp_path / 'stones'}\n"
    assert (tmp_path / "stones").stat().st_mode & 0o777 == 0o600
    assert stones_of(tmp_path / "stones") == stones_of(file)


def test_where_there_is_nothing_to_back_up_that_is_one_line(tmp_path: Path) -> None:
    nothing = ran(f"sqlite:///{tmp_path}/no.db", "backup", str(tmp_path / "one.tar"))
    assert nothing.code == 2
    assert "no.db' is not there; there is nothing to back up" in nothing.err
    assert list(tmp_path.iterdir()) == []


async def test_a_place_that_cannot_be_written_to_is_one_line(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"FILE: .* cannot be written \(No such file or directory\)"):
        await backed_up(url, tmp_path / "nowhere" / "one.tar")


def test_a_backup_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    asyncio.run(migrate(url))
    backups = tmp_path / "backups"
    backups.mkdir()
    slow = (
        "import sys, time; from bot.backup import making; from bot.cli import main;"
        "making.stones_in_file = lambda _: (print('now', flush=True), time.sleep(60));"
        f"sys.exit(main(['backup', {str(backups / 'one.tar')!r}]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", slow], env={"DATABASE_URL": url, "PATH": programs()}, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"now\n"
        assert list(backups.iterdir())
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 130
    assert list(backups.iterdir()) == []


async def test_a_server_newer_than_pg_dump_is_one_line(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("bot.backup.server_tools._DEBIAN", tmp_path)
    with pytest.raises(BadInput, match=r"pg_dump: version 9 found at .*; the server has \d+"):
        await backed_up(postgres_url, tmp_path / "one.tar")
    old.unlink()
    with pytest.raises(BadInput, match="pg_dump: not found in PATH"):
        await backed_up(postgres_url, tmp_path / "one.tar")
    assert names_in(tmp_path) == set()


def test_the_oldest_program_that_is_new_enough_is_taken() -> None:
    assert "pginstall" in str(tool("pg_dump", 16))
    assert "pginstall18" in str(tool("pg_restore"))


@pytest.mark.parametrize(
    ("dsn", "url"),
    [
        ("postgresql://me:ses%40me@db:5433/x", "postgresql://me@db:5433/x"),
        ("postgres://me@/x?host=/run&password=ses%40me", "postgresql://me@/x?host=%2Frun"),
    ],
)
def test_a_password_goes_by_the_environment_and_not_by_the_command_line(dsn: str, url: str) -> None:
    login = login_of(PostgresAddress(dsn, ""))
    assert (login.url, login.environment["PGPASSWORD"]) == (url, "ses@me")
    assert "ses" not in repr(login)


def certified(*names: str) -> Session:
    credits_ = tuple(
        Credit(
            id=number,
            kind=CreditKind.TRAINING_RECEIVED,
            hours=2,
            on=NOW.date(),
            evidence=name,
            evidence_name="it.pdf",
            evidence_copy=DiskCopy.KEPT,
        )
        for number, name in enumerate(names, 1)
    )
    return Session(credits=credits_)


async def test_certificates_come_back_to_those_whose_they_are(url: str, tmp_path: Path) -> None:
    path = tmp_path / "certificates"
    folder = Folder(path)
    sessions = {ANNA: certified("first", "second"), BEN: certified("third")}
    names = [name_of(one, credit) for one, session in sessions.items() for credit in session.credits]
    for one, session in sessions.items():
        await told(url, one, session=session)
    for name in names:
        folder.put(folder.set_down(name.encode()), name)
    (path / "notes.txt").write_text("somebody else's")
    backup = await backed_up(url, tmp_path / "one.tar", path)
    assert len(listed(backup)) == 6
    async with stored(url) as storage, storage.transaction() as transaction:
        await transaction.forget_person(BEN, SystemClock().now())
    folder.drop(names[0])
    folder.drop(names[2])
    later = f"{'0' * 64}.pdf"  # of an entry that the backup does not know
    folder.put(folder.set_down(b"later"), later)
    done = await restored(url, backup, force=True, certificates=path)
    assert (done.forgotten, done.put_back, done.left_out) == (1, 2, 1)
    assert names_in(path) == {names[0], names[1], "notes.txt"}
    assert (path / names[0]).read_bytes() == names[0].encode()
