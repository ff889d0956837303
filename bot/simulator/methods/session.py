"""The bot's own session."""

from bot.simulator.api import method
from bot.simulator.errors import Json
from bot.simulator.parameters import Parameters
from bot.simulator.world import World


@method("getMe")
def get_me(world: World, _parameters: Parameters) -> Json:
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(_world: World, _parameters: Parameters) -> bool:
    return True


@method("close")
def close(_world: World, _parameters: Parameters) -> bool:
    return True
