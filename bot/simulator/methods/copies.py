"""Copying and forwarding."""

from dataclasses import replace

from bot.simulator.api import method
from bot.simulator.errors import Json, bad_request
from bot.simulator.messages import Message, origin_of
from bot.simulator.methods.sending import Envelope, address, message_ids, message_named
from bot.simulator.parameters import Parameters
from bot.simulator.texts import caption
from bot.simulator.world import World


@method("copyMessage")
def copy_message(world: World, parameters: Parameters) -> Json:
    """A `caption` given replaces the one of a copied file."""
    source = world.chat_named(parameters, "from_chat_id")
    message = message_named(source, parameters.integer("message_id"), "message to copy")
    envelope = address(world, parameters)
    content = message.content
    if content.kind == "service":
        raise bad_request("message can't be copied")
    if content.file is not None and "caption" in parameters:
        content = replace(content, text=caption(parameters))
    return {"message_id": envelope.post(world, content).id}


@method("copyMessages")
def copy_messages(world: World, parameters: Parameters) -> list[Json]:
    envelope = address(world, parameters)
    return [
        {"message_id": envelope.post(world, message.content).id}
        for message in _there(world, parameters, "messages to copy")
    ]


@method("forwardMessage")
def forward_message(world: World, parameters: Parameters) -> Json:
    source = world.chat_named(parameters, "from_chat_id")
    message = message_named(source, parameters.integer("message_id"), "message to forward")
    return _forward(world, address(world, parameters), message).as_json()


@method("forwardMessages")
def forward_messages(world: World, parameters: Parameters) -> list[Json]:
    envelope = address(world, parameters)
    return [
        {"message_id": _forward(world, envelope, message).id}
        for message in _there(world, parameters, "messages to forward")
    ]


def _there(world: World, parameters: Parameters, what: str) -> list[Message]:
    source = world.chat_named(parameters, "from_chat_id")
    found = [source.messages[one] for one in message_ids(parameters) if one in source.messages]
    if not found:
        raise bad_request(f"{what} not found")
    return found


def _forward(world: World, envelope: Envelope, message: Message) -> Message:
    return envelope.post(world, message.content, origin=origin_of(message))
