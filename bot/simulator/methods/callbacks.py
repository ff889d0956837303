"""answerCallbackQuery."""

from bot.simulator.api import method
from bot.simulator.chats import Toast
from bot.simulator.errors import bad_request
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

LONGEST_TOAST = 200


@method("answerCallbackQuery")
def answer_callback_query(world: World, parameters: Parameters) -> bool:
    query_id = parameters.text("callback_query_id")
    text = parameters.text("text")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if query_id not in world.queries:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    world.answer(query_id, Toast(text, parameters.flag("show_alert"), parameters.text("url") or None))
    return True
