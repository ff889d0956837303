"""Whole cycles under a moved clock; the same with 2,000 people is `python -m tests.nudges.cycles`."""

from pathlib import Path

from tests.nudges.cycles import lived


async def test_over_six_years_every_rung_is_sent_once_or_passed_over_with_a_reason(tmp_path: Path) -> None:
    """Awake, never twice, never too soon, never after it is done: see `Lives.check`."""
    _, states = await lived(80, seed=7, folder=tmp_path)
    assert states["sent"] > 80 * 5
    assert {"skipped: attested", "skipped: superseded", "skipped: muted", "skipped: stopped"} <= set(states)
