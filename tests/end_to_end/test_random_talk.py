"""Anything anybody does, in any order, with restarts in between: the bot answers, and Telegram refuses nothing."""

import asyncio
import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from typing_extensions import override

from bot.clock import MovableClock
from bot.simulator import Message, Simulator
from dialogs.commands import COMMANDS
from tests.end_to_end.refusals import refused
from tests.end_to_end.running import RunningBot

TYPED = st.one_of(
    st.sampled_from(
        ["yes", "no", "none", "2 and a half", "23.5", "33 hours", "idk", "what is RSC?", "menu", "-1", "🎉"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40),
)
FORGED = st.one_of(
    st.sampled_from(["do.forget", "go.result.apply", "go.what_if.apply", "go.plan.apply", "do.restart.apply"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=16),
)
PLACES = st.integers(min_value=0, max_value=10**6)
"""Which of what there is, counted round."""


class Talk(RuleBasedStateMachine):
    """One person and one bot."""

    migrated: Path

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._folder = tempfile.TemporaryDirectory()
        self._runner.run(self._begins())

    async def _begins(self) -> None:
        file = Path(self._folder.name) / "endorse.db"
        shutil.copy(self.migrated, file)
        self.telegram = await Simulator(conflict_pause=0.01).__aenter__()
        self.anna = self.telegram.person(7)
        self.bot = RunningBot(self.telegram, f"sqlite:///{file}", MovableClock(date(2026, 11, 21)))
        self.bot.start()

    @override
    def teardown(self) -> None:
        self._runner.run(self._ends())
        self._runner.close()
        self._folder.cleanup()

    async def _ends(self) -> None:
        await self.bot.stop()
        await self.telegram.__aexit__(None, None, None)

    @initialize()
    def starts(self) -> None:
        self._runner.run(self._sends("/start"))

    @rule(command=st.sampled_from(COMMANDS), argument=st.sampled_from(["", " ifs", " imhm-rf", " rsc", " apply", " x"]))
    def gives_a_command(self, command: str, argument: str) -> None:
        self._runner.run(self._sends(f"/{command}{argument}"))

    @rule(text=TYPED)
    def types(self, text: str) -> None:
        self._runner.run(self._sends(text))

    @rule(place=PLACES)
    def taps_the_newest(self, place: int) -> None:
        self._runner.run(self._taps(self.anna.last, place))

    @rule(which=PLACES, place=PLACES)
    def taps_an_old_one(self, which: int, place: int) -> None:
        old = [message for message in self.anna.messages if message.buttons]
        self._runner.run(self._taps(old[which % len(old)], place))

    @rule(place=PLACES)
    def taps_twice(self, place: int) -> None:
        self._runner.run(self._taps(self.anna.last, place, times=2))

    @rule(data=FORGED)
    def forges(self, data: str) -> None:
        self._runner.run(self._forges(data, self.anna.last))

    @precondition(lambda self: len(self.anna.messages) > 3)
    @rule()
    def meets_the_bot_after_a_restart(self) -> None:
        self._runner.run(self.bot.restart())

    async def _sends(self, text: str) -> None:
        await self.anna.sends(text)
        await self.anna.waits_for("", timeout=30)
        await self._all_is_well()

    async def _taps(self, message: Message, place: int, times: int = 1) -> None:
        buttons = [button.data for button in message.buttons if button.data is not None]
        for _ in range(times if buttons else 0):
            await self.anna.forges(buttons[place % len(buttons)], message=message)
        if buttons:
            await self.anna.waits_for_toast(timeout=30)
        await self._all_is_well()

    async def _forges(self, data: str, message: Message) -> None:
        await self.anna.forges(data, message=message)
        await self.anna.waits_for_toast(timeout=30)
        await self._all_is_well()

    async def _all_is_well(self) -> None:
        await self.bot.conversation(self.anna)
        assert refused(self.telegram) == []


def test_whatever_somebody_does_the_bot_answers_and_telegram_refuses_nothing(migrated: Path) -> None:
    Talk.migrated = migrated
    run_state_machine_as_test(
        Talk,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
