"""sendMessage."""

from bot.simulator.api import method
from bot.simulator.errors import Json
from bot.simulator.messages import Content
from bot.simulator.methods.sending import address
from bot.simulator.parameters import Parameters
from bot.simulator.texts import message_text
from bot.simulator.world import World


@method("sendMessage")
def send_message(world: World, parameters: Parameters) -> Json:
    text = message_text(parameters)
    return address(world, parameters).post(world, Content(text)).as_json()
