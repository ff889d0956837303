"""The pack the tables are held against: the program's own, or the folder that `ENDORSE_TEST_PACK` names."""

import os
from datetime import date
from functools import cache
from pathlib import Path

from rules.assessment import Assessment, CategoryResult, assess
from rules.loading import load_pack, read_pack
from rules.pack import RulePack
from rules.profile import Profile

NAME = "infancy-onward"
ON = date(2026, 11, 21)


def pack_under_test() -> RulePack:
    """Read anew only when the variable names another folder."""
    return _pack_in(os.environ.get("ENDORSE_TEST_PACK"))


def profile_of(said: dict[str, object]) -> Profile:
    """A profile from plain values, as a script would write them."""
    return Profile.model_validate(said, strict=False)


def assessed(said: dict[str, object]) -> Assessment:
    """The profile held against the pack on the day of the tests."""
    return assess(pack_under_test(), profile_of(said), ON)


def result_for(code: str, said: dict[str, object]) -> CategoryResult:
    """What the assessment says of one category or of the add-on."""
    return assessed(said).categories[code]


@cache
def _pack_in(folder: str | None) -> RulePack:
    return load_pack(NAME) if folder is None else read_pack(Path(folder), NAME)
