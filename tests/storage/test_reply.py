"""Counts of replies, by process."""

from datetime import UTC, datetime, timedelta

from bot.storage import Storage

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def test_each_process_has_its_newest_count_until_it_is_long_gone(storage: Storage) -> None:
    async with storage.transaction() as transaction:
        await transaction.count_replies("one", 3, NOW)
        await transaction.count_replies("another", 5, NOW - MINUTE)
        await transaction.count_replies("one", 4, NOW)
        assert await transaction.replies(NOW - MINUTE) == {"one": 4, "another": 5}
        assert await transaction.replies(NOW) == {"one": 4}
        await transaction.forget_replies(NOW)
        assert await transaction.replies(NOW - MINUTE) == {"one": 4}
