"""From nothing to the newest schema: once, quickly, whoever starts first, never back."""

import asyncio
import importlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.storage import StorageError, migrate, migrations, open_storage
from tests.postgres import PostgresServer

MIGRATE = "import asyncio, sys; from bot.storage import migrate; asyncio.run(migrate(sys.argv[1]))"


def steps() -> list[str]:
    return [file.stem for file in sorted((migrations.FOLDER / "versions").glob("[0-9]*.py"))]


async def run(url: str, statement: str) -> None:
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(exist_ok=True)
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file, file:
            file.execute(statement)
    else:
        server = await asyncpg.connect(url)
        await server.execute(statement)
        await server.close()


async def test_an_empty_database_comes_up_to_date_and_a_second_time_changes_nothing(empty_url: str) -> None:
    for _ in range(2):
        await migrate(empty_url)
        async with open_storage(empty_url) as storage:
            await storage.ping()


async def test_several_processes_that_start_together_do_not_collide(empty_url: str) -> None:
    starts = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", MIGRATE, empty_url, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    outcomes = [(await start.communicate())[1].decode() for start in starts]
    assert outcomes == [""] * 4
    async with open_storage(empty_url) as storage:
        await storage.ping()


async def test_several_starts_in_one_process_do_not_collide(empty_url: str) -> None:
    await asyncio.gather(*(migrate(empty_url) for _ in range(4)))


async def test_a_migration_that_breaks_off_leaves_nothing_behind(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_size: int) -> str:
        raise RuntimeError("the last statement of the first migration")

    with monkeypatch.context() as broken:
        broken.setattr("secrets.token_hex", fail)
        with pytest.raises(RuntimeError, match="the last statement"):
            await migrate(empty_url)
    await migrate(empty_url)
    async with open_storage(empty_url) as storage:
        await storage.ping()


async def test_a_table_that_is_in_the_way_is_a_storage_error(empty_url: str) -> None:
    await run(empty_url, "CREATE TABLE person (id int)")
    with pytest.raises(StorageError, match=r"already exists|DuplicateTableError|42P07"):
        await migrate(empty_url)


async def test_a_start_with_nothing_to_do_does_not_import_alembic(url: str) -> None:
    code = f"{MIGRATE}; sys.exit('alembic' in sys.modules or 'sqlalchemy' in sys.modules)"
    start = await asyncio.create_subprocess_exec(sys.executable, "-c", code, url)
    assert await start.wait() == 0


async def test_a_database_newer_than_the_program_is_refused(url: str) -> None:
    await run(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="at migration 9999, newer than this program"):
        await migrate(url)


def test_the_newest_step_by_file_name_is_the_newest_for_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.head()]


@pytest.mark.parametrize("step", steps())
def test_no_step_goes_back(step: str) -> None:
    module = importlib.import_module(f"bot.storage.migrations.versions.{step}")
    assert module.revision == step[:4]
    with pytest.raises(NotImplementedError, match="only go forward"):
        module.downgrade()


async def test_the_file_and_its_folder_are_for_their_owner_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/endorse.db"
    await migrate(url)
    async with open_storage(url) as storage:
        await storage.ping()
        modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "data").iterdir()}
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert modes == {"endorse.db": 0o600, "endorse.db-wal": 0o600, "endorse.db-shm": 0o600}


async def test_a_file_in_a_folder_with_odd_letters_works(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/100% ü #1/endorse.db"
    await migrate(url)
    async with open_storage(url) as storage:
        await storage.ping()


async def test_a_file_that_is_no_database_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("these are my notes, not a database " * 50)
    with pytest.raises(StorageError, match=r"^DATABASE_URL 'sqlite:///.*notes\.db' cannot be migrated: file is not"):
        await migrate(f"sqlite:///{tmp_path}/notes.db")


async def test_an_unmigrated_database_fails_the_ping(empty_url: str) -> None:
    async with open_storage(empty_url) as storage:
        with pytest.raises(StorageError):
            await storage.ping()


async def test_a_server_without_that_database_is_told_by_name(postgres_server: PostgresServer) -> None:
    url = postgres_server.url("nowhere")
    with pytest.raises(StorageError, match=r"^DATABASE_URL 'postgresql:.*nowhere.*InvalidCatalogNameError \(3D000\)$"):
        await migrate(url)
