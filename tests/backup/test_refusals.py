"""What is not put back: the wrong file, half a file, one of the future, under a bot that runs. Nothing is changed."""

import tarfile
from pathlib import Path

import pytest

from bot.backup.archive import Manifest, packed, unpacked
from bot.backup.stones import stones_of
from bot.clock import SystemClock
from bot.simulator import Simulator
from bot.storage import migrate, open_storage
from bot.storage.migrations import head
from dialogs.session import Session
from rules.complaints import BadInput
from tests.backup.conftest import backed_up, names_in, ran, restored, rows, stored
from tests.end_to_end.process import BotProcess, environment
from tests.nudges.people import enter

NOW = SystemClock().now()
ANNA, BEN = 5_100_000_001, 5_100_000_002


async def told(url: str, *people: int) -> None:
    async with stored(url) as storage:
        await enter(storage, NOW, dict.fromkeys(people, Session()))


async def people(url: str) -> list[object]:
    return [one for (one,) in await rows(url, "SELECT id FROM person ORDER BY id")]


async def test_a_file_that_was_cut_off_is_refused_wherever_that_was(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    whole = (await backed_up(url, tmp_path / "whole.tar")).read_bytes()
    await told(url, BEN)
    cut = tmp_path / "cut.tar"
    for part in (0, 100, 512, 5_000, len(whole) // 2, len(whole) - 11_000):
        cut.write_bytes(whole[:part])
        with pytest.raises(BadInput, match=r"cut\.tar' came; "):
            await restored(url, cut, force=True)
    assert await people(url) == [ANNA, BEN]


async def test_a_byte_that_has_changed_is_noticed(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    content = bytearray(backup.read_bytes())
    content[5_000] ^= 1
    backup.write_bytes(content)
    with pytest.raises(BadInput, match="database in it is damaged, its checksum differs"):
        await restored(url, backup, force=True)


def test_another_file_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    (tmp_path / "notes.txt").write_text("my notes")
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(tmp_path / "notes.txt", "manifest.json")
    for name, said in (
        ("notes.txt", "allowed is a whole file that `endorse backup` made"),
        ("other.tar", "allowed is a whole file that `endorse backup` made"),
        ("nothing", "it cannot be read (No such file or directory)"),
        ("", "it cannot be read (Is a directory)"),
    ):
        refused = ran(url, "restore", str(tmp_path / name))
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
        assert said in refused.err
    assert not (tmp_path / "endorse.db").exists()
    refused = ran(url, "restore", "x", "--tombstones", str(tmp_path / "notes.txt"))
    assert "--tombstones: " in refused.err


async def test_a_backup_that_is_newer_than_the_program_is_refused(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    await rows(url, "UPDATE alembic_version SET version_num = '9999' RETURNING 1")
    backup = await backed_up(url, tmp_path / "one.tar")
    await rows(url, f"UPDATE alembic_version SET version_num = '{head()}' RETURNING 1")  # noqa: S608  our own number
    with pytest.raises(BadInput, match=f"is at migration 9999, newer than this program .{head()}.; it was made by"):
        await restored(url, backup, force=True)


async def test_a_backup_of_the_other_kind_of_database_is_refused(postgres_url: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    with pytest.raises(BadInput, match="is a backup of postgresql; DATABASE_URL names sqlite"):
        await restored(url, await backed_up(postgres_url, tmp_path / "one.tar"))


async def test_what_is_missing_in_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "half.tar"
    with packed(file) as packing:
        packing.add_bytes("tombstones.json", b"{}")
        packing.seal(Manifest("sqlite", head(), "1", NOW))
    with pytest.raises(BadInput, match="database is missing in it"):
        await restored(f"sqlite:///{tmp_path}/endorse.db", file)
    with pytest.raises(BadInput, match="allowed is a backup, or a file of --tombstones-only"):
        stones_of(file)
    with unpacked(file) as archive:
        assert archive.certificates == ()


def test_a_packing_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "one.tar"
    file.write_text("the one before")
    with pytest.raises(FileNotFoundError), packed(file) as packing:
        packing.add("database", tmp_path / "nowhere")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["the one before"]


async def test_nothing_is_put_back_under_a_database_that_is_open(url: str, tmp_path: Path) -> None:
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    await told(url, BEN)
    async with open_storage(url) as storage:
        await storage.ping()
        with pytest.raises(BadInput, match="stop the bot before a backup is put back"):
            await restored(url, backup, force=True)
        async with storage.transaction() as transaction:
            assert await transaction.person(BEN) is not None
    assert await people(url) == [ANNA, BEN]


async def test_nothing_is_put_back_while_the_bot_runs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/endorse.db"
    await migrate(url)
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    async with Simulator() as telegram:
        bot = BotProcess(environment(telegram, url))
        await bot.start()
        try:
            anna = telegram.person(ANNA)
            await anna.sends("/start")
            await anna.waits_for("nice to meet you", ever=True)
            backup = await backed_up(url, tmp_path / "two.tar")  # online
            with pytest.raises(BadInput, match=r"the bot runs on|is open in another program"):
                await restored(url, backup, force=True)
        finally:
            await bot.close()


async def test_a_database_that_is_damaged_is_replaced_only_when_that_is_meant(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/endorse.db", tmp_path / "endorse.db"
    await migrate(url)
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    file.write_bytes(b"not a database" * 1000)
    with pytest.raises(BadInput, match=r"is damaged .*; --force puts the backup in its place"):
        await restored(url, backup)
    done = await restored(url, backup, force=True)
    assert (done.people, done.has_present) == (1, False)
    assert await people(url) == [ANNA]
    assert file.stat().st_mode & 0o777 == 0o600


async def test_a_restore_that_breaks_off_changes_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(url, ANNA)
    backup = await backed_up(url, tmp_path / "one.tar")
    await told(url, BEN)

    async def fails(*_: object) -> None:
        raise RuntimeError("on the way")

    with monkeypatch.context() as broken:
        broken.setattr("bot.backup.restoring.doubt", fails)
        with pytest.raises(RuntimeError, match="on the way"):
            await restored(url, backup, force=True)
    assert await people(url) == [ANNA, BEN]
    await told(url, BEN)
    assert not [name for name in names_in(tmp_path) if name.startswith(".endorse-")]
    if not url.startswith("sqlite"):
        left = await rows(url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'endorse%'")
        assert left == []


async def test_a_file_that_is_damaged_in_part_still_tells_who_was_forgotten(tmp_path: Path) -> None:
    url, file = f"sqlite:///{tmp_path}/endorse.db", tmp_path / "endorse.db"
    await migrate(url)
    await told(url, ANNA, BEN)
    backup = await backed_up(url, tmp_path / "one.tar")
    async with stored(url) as storage, storage.transaction() as transaction:
        await transaction.forget_person(BEN, SystemClock().now())
    [(page,)] = await rows(url, "SELECT rootpage FROM sqlite_master WHERE name = 'audit'")
    content = bytearray(file.read_bytes())
    begin = (int(str(page)) - 1) * 4096
    content[begin : begin + 4096] = b"\xff" * 4096
    file.write_bytes(content)
    done = await restored(url, backup, force=True)
    assert (done.people, done.forgotten, done.kept) == (1, 1, False)
    assert await people(url) == [ANNA]
