"""The lists of commands, by scope and language."""

import re

from bot.simulator.api import method
from bot.simulator.errors import Json, bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"/?([a-z0-9_]{1,32})")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method("setMyCommands")
def set_my_commands(world: World, parameters: Parameters) -> bool:
    given = parameters.structure("commands", of="list of bot commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands list JSON object")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_place(world, parameters)] = [_command(one) for one in given]
    return True


@method("getMyCommands")
def get_my_commands(world: World, parameters: Parameters) -> list[Json]:
    return world.profile.commands.get(_place(world, parameters), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, parameters: Parameters) -> bool:
    world.profile.commands.pop(_place(world, parameters), None)
    return True


def language(parameters: Parameters) -> str:
    """The two letters of `language_code`, empty for all languages."""
    code = parameters.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _place(world: World, parameters: Parameters) -> tuple[str, str]:
    return _scope(world, parameters), language(parameters)


def _scope(world: World, parameters: Parameters) -> str:
    scope = parameters.object("scope", of="BotCommandScope") or {"type": "default"}
    kind = scope.get("type")
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    named = _SCOPES[kind]
    if named:
        world.chat_named(Parameters(scope))
    return ":".join([kind, *(str(scope.get(name)) for name in named)])


def _command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = _COMMAND.fullmatch(str(given.get("command", "")))
    if name is None:
        raise bad_request("BOT_COMMAND_INVALID")
    description = str(given.get("description", "")).strip()
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.group(1), "description": description}
