"""A copy of the pack to be broken, and what is said of it then."""

from pathlib import Path

import pytest

from rules.loading import PackFault, read_pack
from tests.rules.under_test import NAME


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is no longer in {file.name}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def faults_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(PackFault) as caught:
        read_pack(folder, NAME)
    return caught.value.faults
