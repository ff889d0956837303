"""Forum topics."""

from bot.simulator.api import method
from bot.simulator.chats import Chat, Topic
from bot.simulator.errors import Json, bad_request
from bot.simulator.messages import Content, Draft
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

LONGEST_NAME = 128
_COLOUR = 7322096


@method("createForumTopic")
def create_forum_topic(world: World, parameters: Parameters) -> Json:
    chat = _forum(world, parameters)
    name = _name(parameters)
    topic = Topic(chat.next_id, name)
    chat.topics[topic.id] = topic
    card = {"name": name, "icon_color": _COLOUR}
    world.post(chat, world.bot, Draft(Content(service={"forum_topic_created": card}), thread_id=topic.id))
    return {"message_thread_id": topic.id, **card}


@method("editForumTopic")
def edit_forum_topic(world: World, parameters: Parameters) -> bool:
    topic = _topic(_forum(world, parameters), parameters)
    if "name" in parameters:
        topic.name = _name(parameters)
    return True


@method("closeForumTopic")
def close_forum_topic(world: World, parameters: Parameters) -> bool:
    return _set_closed(world, parameters, closed=True)


@method("reopenForumTopic")
def reopen_forum_topic(world: World, parameters: Parameters) -> bool:
    return _set_closed(world, parameters, closed=False)


@method("deleteForumTopic")
def delete_forum_topic(world: World, parameters: Parameters) -> bool:
    """Takes its messages with it."""
    chat = _forum(world, parameters)
    topic = _topic(chat, parameters)
    for message in [one for one in chat.messages.values() if one.thread_id == topic.id]:
        world.delete(message)
    del chat.topics[topic.id]
    return True


def _forum(world: World, parameters: Parameters) -> Chat:
    chat = world.writable_chat(parameters)
    if not chat.forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(chat: Chat, parameters: Parameters) -> Topic:
    topic = chat.topics.get(parameters.integer("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def _name(parameters: Parameters) -> str:
    name = parameters.text("name").strip()
    if not name:
        raise bad_request("topic name must be specified")
    if len(name) > LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_INVALID")
    return name


def _set_closed(world: World, parameters: Parameters, *, closed: bool) -> bool:
    topic = _topic(_forum(world, parameters), parameters)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    return True
