import pytest
import telegram
from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, MenuButtonCommands
from telegram.error import BadRequest

from bot.simulator import Person
from tests.simulator.conftest import Call


async def test_the_bot_knows_itself(bot: telegram.Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (1234, True, "endorse_bot")
    assert await bot.log_out()
    assert await bot.close()


async def test_commands_are_kept_by_scope_and_language(bot: telegram.Bot, ada: Person) -> None:
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Empezar")], language_code="es")
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("help", "Help")], scope=private)
    await bot.set_my_commands([BotCommand("admin", "Rule")], scope=BotCommandScopeChat(ada.id))
    assert (await bot.get_my_commands())[0].description == "Begin"
    assert (await bot.get_my_commands(language_code="es"))[0].description == "Empezar"
    assert (await bot.get_my_commands(private))[0].command == "help"
    await bot.delete_my_commands(private)
    assert await bot.get_my_commands(private) == ()


@pytest.mark.parametrize(
    ("commands", "more", "refusal"),
    [
        ([{"command": "Start", "description": "x"}], {}, "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], {}, "BOT_COMMAND_INVALID"),
        ([{"command": "a-b", "description": "x"}], {}, "BOT_COMMAND_INVALID"),
        ([{"command": "x", "description": " "}], {}, "command description must be non-empty"),
        ([{"command": "x", "description": "x" * 257}], {}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "x", "description": "x"}] * 101, {}, "BOT_COMMANDS_TOO_MUCH"),
        ([], {"language_code": "english"}, "invalid language code specified"),
        ([], {"scope": {"type": "planet"}}, "can't parse BotCommandScope: unsupported type specified"),
        ([], {"scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
    ],
)
async def test_bad_commands_are_refused(
    call: Call, commands: list[dict[str, str]], more: dict[str, object], refusal: str
) -> None:
    reply = await call("setMyCommands", commands=commands, **more)
    assert reply["description"] == f"Bad Request: {refusal}"


async def test_texts_about_the_bot_are_kept_by_language(bot: telegram.Bot) -> None:
    await bot.set_my_name("Endorse")
    await bot.set_my_description("What it does")
    await bot.set_my_description("Lo que hace", language_code="es")
    await bot.set_my_short_description("Short")
    assert (await bot.get_my_name()).name == "Endorse"
    assert (await bot.get_my_description("es")).description == "Lo que hace"
    assert (await bot.get_my_description("fr")).description == "What it does"
    assert (await bot.get_my_short_description()).short_description == "Short"
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_the_menu_button_is_kept(bot: telegram.Bot, ada: Person) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.set_chat_menu_button(ada.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(ada.id)).type == "commands"
