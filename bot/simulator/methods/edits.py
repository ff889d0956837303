"""Changing the bot's own messages. An edit without `reply_markup` takes the keyboard away, as at Telegram."""

from dataclasses import replace

from bot.simulator.api import method
from bot.simulator.errors import Json, bad_request
from bot.simulator.keyboards import read_keyboard
from bot.simulator.messages import Content, Message
from bot.simulator.methods.media import read_media
from bot.simulator.methods.sending import message_named
from bot.simulator.parameters import Parameters
from bot.simulator.texts import caption, message_text
from bot.simulator.world import World

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


@method("editMessageText")
def edit_message_text(world: World, parameters: Parameters) -> Json:
    text = message_text(parameters)
    message = _own_message(world, parameters)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    return _amend(world, parameters, message, Content(text))


@method("editMessageCaption")
def edit_message_caption(world: World, parameters: Parameters) -> Json:
    text = caption(parameters)
    message = _own_message(world, parameters)
    if message.content.file is None:
        raise bad_request("there is no caption in the message to edit")
    return _amend(world, parameters, message, replace(message.content, text=text))


@method("editMessageMedia")
def edit_message_media(world: World, parameters: Parameters) -> Json:
    content = read_media(world, parameters.structure("media", of="media"), parameters)
    return _amend(world, parameters, _own_message(world, parameters), content)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, parameters: Parameters) -> Json:
    message = _own_message(world, parameters)
    return _amend(world, parameters, message, message.content)


def _own_message(world: World, parameters: Parameters) -> Message:
    chat = world.writable_chat(parameters)
    message = message_named(chat, parameters.integer("message_id"), "message to edit")
    if not message.from_bot or message.content.kind == "service" or message.origin is not None:
        raise bad_request("message can't be edited")
    return message


def _amend(world: World, parameters: Parameters, message: Message, content: Content) -> Json:
    keyboard = read_keyboard(parameters)
    if content == message.content and keyboard.rows == message.keyboard.rows:
        raise bad_request(_NOT_MODIFIED)
    return world.amend(message, content, keyboard).as_json()
