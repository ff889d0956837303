"""What the bot says of itself: name, descriptions and the menu button."""

from bot.simulator.api import method
from bot.simulator.errors import Json, bad_request
from bot.simulator.methods.commands import language
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

_LONGEST = {"name": 64, "description": 512, "short_description": 120}


@method("setMyName")
def set_my_name(world: World, parameters: Parameters) -> bool:
    return _set(world, parameters, "name")


@method("getMyName")
def get_my_name(world: World, parameters: Parameters) -> Json:
    return _get(world, parameters, "name", world.bot.first_name)


@method("setMyDescription")
def set_my_description(world: World, parameters: Parameters) -> bool:
    return _set(world, parameters, "description")


@method("getMyDescription")
def get_my_description(world: World, parameters: Parameters) -> Json:
    return _get(world, parameters, "description")


@method("setMyShortDescription")
def set_my_short_description(world: World, parameters: Parameters) -> bool:
    return _set(world, parameters, "short_description")


@method("getMyShortDescription")
def get_my_short_description(world: World, parameters: Parameters) -> Json:
    return _get(world, parameters, "short_description")


@method("setChatMenuButton")
def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    chat_id = world.chat_named(parameters).id if "chat_id" in parameters else 0
    button = parameters.object("menu_button", of="MenuButton") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    world.profile.menu_buttons[chat_id] = button
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, parameters: Parameters) -> Json:
    chat_id = world.chat_named(parameters).id if "chat_id" in parameters else 0
    return world.profile.menu_buttons.get(chat_id, {"type": "commands"})


def _set(world: World, parameters: Parameters, name: str) -> bool:
    text = parameters.text(name).strip()
    if len(text) > _LONGEST[name]:
        raise bad_request(f"BOT_{name.upper()}_INVALID")
    world.profile.texts[name, language(parameters)] = text
    return True


def _get(world: World, parameters: Parameters, name: str, otherwise: str = "") -> Json:
    """In the language asked for, else the text for all languages."""
    texts = world.profile.texts
    return {name: texts.get((name, language(parameters))) or texts.get((name, "")) or otherwise}
