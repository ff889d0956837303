"""What all methods that send have in common."""

from dataclasses import dataclass

from bot.simulator.chats import Chat
from bot.simulator.errors import Json, bad_request
from bot.simulator.keyboards import Keyboard, read_keyboard
from bot.simulator.messages import Content, Draft, Message
from bot.simulator.parameters import Parameters
from bot.simulator.world import World


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a message goes: checked before anything is looked at in its content, as Telegram does."""

    chat: Chat
    keyboard: Keyboard
    thread_id: int | None
    reply_to: Message | None

    def post(self, world: World, content: Content, *, album: str | None = None, origin: Json | None = None) -> Message:
        draft = Draft(content, self.keyboard, self.thread_id, self.reply_to, album, origin)
        return world.post(self.chat, world.bot, draft)


def address(world: World, parameters: Parameters) -> Envelope:
    """Raises ApiError for an unknown chat, a bad keyboard, an unknown thread or message to reply to."""
    keyboard = read_keyboard(parameters)
    chat = world.writable_chat(parameters)
    return Envelope(chat, keyboard, _thread(chat, parameters), _replied_message(chat, parameters))


def message_named(chat: Chat, message_id: int, what: str) -> Message:
    """The message with that id; `what` is "message to edit" or the like, for the refusal."""
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def message_ids(parameters: Parameters) -> list[int]:
    """The 1 to 100 ids in `message_ids`."""
    given = parameters.structure("message_ids", of="message identifiers")
    if not given:
        raise bad_request("message identifiers are not specified")
    if not isinstance(given, list):
        raise bad_request("expected an Array of message identifiers")
    if len(given) > 100:  # noqa: PLR2004  # Telegram's own number
        raise bad_request("too many message identifiers specified")
    return [int(one) for one in given if str(one).isdigit()]


def _thread(chat: Chat, parameters: Parameters) -> int | None:
    thread_id = parameters.integer("message_thread_id")
    if not thread_id or not chat.forum:
        return None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed:
        raise bad_request("TOPIC_CLOSED")
    return thread_id


def _replied_message(chat: Chat, parameters: Parameters) -> Message | None:
    given = Parameters(parameters.object("reply_parameters", of="reply parameters"))
    message_id = given.integer("message_id") or parameters.integer("reply_to_message_id")
    if not message_id:
        return None
    message = chat.messages.get(message_id)
    lenient = given.flag("allow_sending_without_reply") or parameters.flag("allow_sending_without_reply")
    if message is None and not lenient:
        raise bad_request("message to be replied not found")
    return message
