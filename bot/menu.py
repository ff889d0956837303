"""The commands that Telegram offers in its menu, per language."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.gateway.failure import reason_of
from dialogs.catalogue import SOURCE, languages
from dialogs.commands import COMMANDS
from dialogs.words import words

log = structlog.get_logger(__name__)


async def register_commands(bot: Bot) -> None:
    """Set the menu for private chats; it only shows, every command is checked when it comes.

    A refusal is logged and no more: the commands work without the menu.
    """
    try:
        for language in languages():
            labels = words(language).labels("commands")
            await bot.set_my_commands(
                [BotCommand(name, labels[name]) for name in COMMANDS],
                scope=BotCommandScopeAllPrivateChats(),
                language_code=None if language == SOURCE else language,
            )
    except TelegramError as error:
        log.warning("the command menu could not be set", reason=reason_of(error))
