"""A person at a terminal: each line they give is a tap or a text, each change in the chat is printed."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress

from bot.simulator import CallbackAnswered, Message, MessageEdited, MessageSent, Person, Simulator
from bot.simulator.events import Subscription
from bot.simulator.texts import LONGEST_TEXT
from bot.simulator.utf16 import units
from bot.terminal.display import Display, numbered

_TAP = re.compile(r"#?(\d{1,2})")
_QUIET = 1.0
"""Seconds to wait for a message once the tap is acknowledged; they are sent side by side."""
_PATIENCE = 20.0


class Conversation:
    """One person's chat, line by line."""

    def __init__(self, simulator: Simulator, person: Person, display: Display) -> None:
        self._simulator = simulator
        self._person = person
        self._display = display
        self._tapped = False

    async def hold(self, lines: AsyncIterator[str], *, echo: bool) -> None:
        """Take lines until they end; `echo` prints them, where no terminal has."""
        with self._simulator.subscribe() as news:
            async for line in lines:
                given = line.strip()
                if not given:
                    continue
                if units(given) > LONGEST_TEXT:  # not even echoed: it may be megabytes
                    self._display.tell(f"That line is too long; a message holds up to {LONGEST_TEXT:,} characters.")
                    continue
                if echo:
                    self._display.said(given)
                if await self._act(given):
                    await self._answer(news)

    async def _act(self, line: str) -> bool:
        """Do what a line says; False where it was only a number without a button."""
        tap = _TAP.fullmatch(line)
        message = self._newest()
        if tap is None or message is None or (_asks_for_a_number(message) and not line.startswith("#")):
            await self._person.sends(line)
            self._tapped = False
            return True
        buttons = dict(button for row in numbered(message) for button in row)
        chosen = buttons.get(int(tap[1]))
        if chosen is None:
            self._display.tell(f"There is no button {tap[1]}; there are 1 to {len(buttons)}.")
            return False
        if chosen.data is None:
            self._display.tell(chosen.url or chosen.copy or chosen.label)
            return False
        await self._person.forges(chosen.data, message=message)
        self._tapped = True
        return True

    async def _answer(self, news: Subscription) -> None:
        """Print what the bot does until its answer is complete: one message, and for a tap its acknowledgement."""
        changed: dict[int, Message] = {}
        acknowledged = not self._tapped
        with suppress(TimeoutError):
            while not (changed and acknowledged):
                # Acknowledged and no message: it stayed as it was, which Telegram does not tell.
                async with asyncio.timeout(_QUIET if acknowledged and self._tapped else _PATIENCE):
                    event = await anext(news)
                match event:
                    case MessageSent(message) | MessageEdited(message) if self._is_mine(message):
                        changed[message.id] = message
                    case CallbackAnswered(chat_id=chat_id) if chat_id == self._person.id:
                        acknowledged = True
        newest = self._newest()
        if not changed and acknowledged and newest is not None:
            changed[newest.id] = newest
        for message in changed.values():
            self._display.show(message)
        if not changed:
            self._display.tell("No answer yet. Try again in a moment.")

    def _is_mine(self, message: Message) -> bool:
        return message.from_bot and message.chat_id == self._person.id

    def _newest(self) -> Message | None:
        return next((message for message in reversed(self._person.messages) if message.from_bot), None)


def _asks_for_a_number(message: Message) -> bool:
    """Whether a typed number is an answer here, so that buttons need their "#"."""
    return any((button.data or "").startswith("n.") for button in message.buttons)
