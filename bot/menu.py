"""The commands that Telegram offers in its menu, per language and per role."""

import asyncio
from collections.abc import Iterable, Iterator

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.features import FEATURES
from bot.gateway.failure import reason_of
from dialogs.catalogue import SOURCE, languages
from dialogs.commands import COMMANDS
from dialogs.roles import Role, may
from dialogs.words import words

log = structlog.get_logger(__name__)


async def register_commands(bot: Bot) -> None:
    """Set the menu of all private chats; it only shows, every command is checked when it comes.

    A refusal is logged and no more: the commands work without the menu.
    """
    try:
        for language in languages():
            # Reading a catalogue takes a while, and somebody may be waiting for an answer.
            await asyncio.to_thread(words, language)
            await bot.set_my_commands(
                _listed((*COMMANDS, *_open_to(None)), language),
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if language == SOURCE else language,
            )
    except TelegramError as error:
        log.warning("the command menu could not be set", reason=reason_of(error))


async def show_commands(bot: Bot, person_id: int, role: Role | None) -> None:
    """Set the menu of one of the staff in their chat; None: take it away, they see what everybody sees."""
    scope = BotCommandScopeChat(person_id)
    try:
        for language in languages():
            code = None if language == SOURCE else language
            if role is None:
                await bot.delete_my_commands(scope, code)
            else:
                await bot.set_my_commands(_listed((*_open_to(role), *COMMANDS), language), scope, code)
    except TelegramError as error:
        log.info("a menu of the staff could not be set", reason=reason_of(error))


def _open_to(role: Role | None) -> Iterator[str]:
    """The commands of the office that a role may use; those for everybody are in everybody's menu already."""
    for command, name in FEATURES.commands.items():
        least = (FEATURES.acts.get(name) or FEATURES.places[name]).least
        if may(role, least):
            yield command


def _listed(names: Iterable[str], language: str) -> list[BotCommand]:
    labels = words(language).labels("commands")
    return [BotCommand(name, labels[name]) for name in dict.fromkeys(names)]
