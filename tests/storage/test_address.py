"""DATABASE_URL: what is read, what is refused, and what is never shown."""

from pathlib import Path

import pytest

from bot.storage import StorageError, migrate, open_storage
from bot.storage.address import PostgresAddress, SqliteAddress, masked, parse_address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/endorse.db", Path("data/endorse.db")),
        ("sqlite:////var/lib/endorse.db", Path("/var/lib/endorse.db")),
        ("SQLite:///with space.db", Path("with space.db")),
    ],
)
def test_three_slashes_are_relative_and_four_absolute(url: str, path: Path) -> None:
    assert parse_address(url) == SqliteAddress(path, url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
def test_a_server_is_shown_without_its_password(scheme: str) -> None:
    address = parse_address(f"{scheme}://ann:s3cret@db.example:5432/endorse")
    assert isinstance(address, PostgresAddress)
    assert address.shown == f"{scheme}://ann:***@db.example:5432/endorse"
    assert "s3cret" not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "endorse.db",
        "mysql://ann:s3cret@db/endorse",
        "postgresql:/ann:s3cret@db/endorse",
        "postgresql://ann:s3cret@db",
        "postgresql://ann:s3cret@db:port/endorse",
        "postgresql://ann:s3cret/endorse",
        "postgresql://ann:s3@cret/s3cret@db:x/endorse",
        "postgresql://[ann:s3cret@db/endorse",
        "postgresql://?password=s3cret",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///folder/",
        "sqlite:///file.db?mode=ro",
        "sqlite://file.db",
        "sqlite://ann:s3cret@db/endorse",
    ],
)
async def test_a_wrong_url_is_one_line_with_the_name_the_masked_value_and_what_is_allowed(url: str) -> None:
    for attempt in (migrate(url), open_storage(url).__aenter__()):
        with pytest.raises(ValueError, match=r"^DATABASE_URL '.*; allowed: sqlite:///relative/file\.db, ") as refusal:
            await attempt
        assert "s3cret" not in str(refusal.value)
        assert "\n" not in str(refusal.value)
        assert masked(url) in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann@db/endorse", "postgresql://ann@db/endorse"),
        ("postgresql://db:5432/endorse", "postgresql://db:5432/endorse"),
        ("postgresql://db/endorse?user=ann&password=s3cret&x=1", "postgresql://db/endorse?user=ann&password=***&x=1"),
        ("postgresql://ann:p@ss/word@db/endorse", "postgresql://ann:***@db/endorse"),
    ],
)
def test_only_the_password_is_masked(url: str, shown: str) -> None:
    assert masked(url) == shown


async def test_a_server_that_is_not_there_is_told_in_one_line(unused_port: int) -> None:
    url = f"postgresql://ann:s3cret@127.0.0.1:{unused_port}/endorse"
    for attempt in (migrate(url), open_storage(url).__aenter__()):
        with pytest.raises(StorageError, match=r"^DATABASE_URL 'postgresql://ann:\*\*\*@127.0.0.1:") as refusal:
            await attempt
        assert "s3cret" not in str(refusal.value)


async def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    url = f"sqlite:///{tmp_path}/file/endorse.db"
    for attempt in (migrate(url), open_storage(url).__aenter__()):
        with pytest.raises(StorageError, match=r"^DATABASE_URL 'sqlite:///.*/file/endorse\.db' cannot be "):
            await attempt
