"""A bot with its owner, who looks after the roster, and the rules."""

import pytest

from rules.loading import load_pack
from rules.pack import RulePack
from tests.end_to_end.conftest import (
    anna,
    any_bot,
    ben,
    bot,
    clock,
    database,
    migrated,
    owner,
    postgres_server,
    telegram,
)

__all__ = ["anna", "any_bot", "ben", "bot", "clock", "database", "migrated", "owner", "postgres_server", "telegram"]


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return load_pack("infancy-onward")
