"""What makes very many objects of the list, done so that nobody else waits."""

from telegram import Bot

from bot.garbage import put_off
from bot.office.visit import Effect
from dialogs.screen import Screen


def undisturbed(effect: Effect) -> Effect:
    """The same, without a search for garbage; what it makes of the list is gone when it returns."""

    async def alone(bot: Bot) -> Screen | None:
        with put_off():
            return await effect(bot)

    return alone
