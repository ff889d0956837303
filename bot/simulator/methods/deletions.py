"""deleteMessage and deleteMessages."""

from datetime import timedelta

from bot.simulator.api import method
from bot.simulator.errors import bad_request
from bot.simulator.messages import Message
from bot.simulator.methods.sending import message_ids, message_named
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

DELETABLE_FOR = timedelta(hours=48)


@method("deleteMessage")
def delete_message(world: World, parameters: Parameters) -> bool:
    chat = world.writable_chat(parameters)
    message = message_named(chat, parameters.integer("message_id"), "message to delete")
    if _too_old(world, message):
        raise bad_request("message can't be deleted for everyone")
    world.delete(message)
    return True


@method("deleteMessages")
def delete_messages(world: World, parameters: Parameters) -> bool:
    """Those that are not there or too old are passed over, as at Telegram."""
    chat = world.writable_chat(parameters)
    for message_id in message_ids(parameters):
        message = chat.messages.get(message_id)
        if message is not None and not _too_old(world, message):
            world.delete(message)
    return True


def _too_old(world: World, message: Message) -> bool:
    return world.now() - message.date >= DELETABLE_FOR
