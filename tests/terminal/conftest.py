"""A place of one's own for each chat."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Where pictures and PDFs go; not made yet."""
    return tmp_path / "files"


@pytest.fixture
def told(tmp_path: Path) -> Mapping[str, str]:
    """The environment of a chat with a database of its own, and with nothing of a developer's own bot in it."""
    ours = ("TELEGRAM_", "DATABASE_", "WEBHOOK_", "RULE_", "OWNER_", "PORT", "PYTHONIOENCODING", "LC_", "LANG")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**inherited, "LANG": "C.UTF-8", "DATABASE_URL": f"sqlite:///{tmp_path / 'data' / 'endorse.db'}"}
