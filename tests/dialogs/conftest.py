"""The companion of the pack that comes with the program."""

import pytest

from dialogs.book import Book
from dialogs.turn import Companion
from rules.loading import load_pack
from rules.pack import RulePack


@pytest.fixture(scope="session")
def pack() -> RulePack:
    return load_pack("infancy-onward")


@pytest.fixture(scope="session")
def companion(pack: RulePack) -> Companion:
    return Companion(pack)


@pytest.fixture(scope="session")
def book(companion: Companion) -> Book:
    return companion.book
