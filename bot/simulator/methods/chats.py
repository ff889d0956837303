"""Chats: their card, their members, pins and the "typing" line."""

from bot.simulator.api import method
from bot.simulator.chats import Chat
from bot.simulator.errors import Json, bad_request
from bot.simulator.events import ActionShown
from bot.simulator.methods.sending import message_named
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


@method("getChat")
def get_chat(world: World, parameters: Parameters) -> Json:
    chat = world.chat_named(parameters)
    card: Json = {**chat.card, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    return {**card, "pinned_message": pinned.as_json()} if pinned else card


@method("getChatMember")
def get_chat_member(world: World, parameters: Parameters) -> Json:
    chat = world.chat_named(parameters)
    user_id = parameters.integer("user_id")
    if user_id == world.bot.id:
        return _member_card(chat, world.bot.as_json())
    member = chat.members.get(user_id)
    if member is None:
        raise bad_request("member not found")
    return {"user": member.as_json(), "status": "member"}


@method("sendChatAction")
def send_chat_action(world: World, parameters: Parameters) -> bool:
    action = parameters.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable_chat(parameters)
    world.feed.publish(ActionShown(chat.id, action))
    return True


@method("pinChatMessage")
def pin_chat_message(world: World, parameters: Parameters) -> bool:
    chat = world.writable_chat(parameters)
    message = message_named(chat, parameters.integer("message_id"), "message to pin")
    _unpin(chat, message.id)
    chat.pinned.append(message.id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(world: World, parameters: Parameters) -> bool:
    """Without `message_id` the newest pin is taken off."""
    chat = world.writable_chat(parameters)
    if "message_id" in parameters:
        message = message_named(chat, parameters.integer("message_id"), "message to unpin")
        _unpin(chat, message.id)
    elif chat.pinned:
        chat.pinned.pop()
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(world: World, parameters: Parameters) -> bool:
    world.writable_chat(parameters).pinned.clear()
    return True


_NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def _unpin(chat: Chat, message_id: int) -> None:
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)


def _member_card(chat: Chat, bot: Json) -> Json:
    return {"user": bot, "status": "member" if chat.standing == "open" else "left"}
