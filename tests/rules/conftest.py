"""The pack, for tests that take it as an argument."""

import pytest

from rules.pack import RulePack
from tests.rules.under_test import pack_under_test


@pytest.fixture
def pack() -> RulePack:
    return pack_under_test()
