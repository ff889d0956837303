"""The pack, for tests that take it as an argument, and a copy of it to be broken."""

import shutil
from importlib.resources import as_file
from pathlib import Path

import pytest

from rules.loading import PACKS
from rules.pack import RulePack
from tests.rules.under_test import NAME, pack_under_test


@pytest.fixture
def pack() -> RulePack:
    return pack_under_test()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the real pack, to be broken."""
    copy = tmp_path / NAME
    with as_file(PACKS / NAME) as original:
        shutil.copytree(original, copy)
    return copy
