"""What pages and tests in other processes see of the simulator, as JSON."""

from bot.simulator.calls import Call
from bot.simulator.chats import Toast
from bot.simulator.errors import Json
from bot.simulator.events import (
    ActionShown,
    CallbackAnswered,
    Event,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    UpdateConfirmed,
)
from bot.simulator.files import StoredFile
from bot.simulator.keyboards import Button
from bot.simulator.messages import Message


def message_view(message: Message) -> Json:
    """`html` is safe to put into a page; a file's bytes are at `/simulator/files/{id}`."""
    return {
        "id": message.id,
        "chat_id": message.chat_id,
        "from_bot": message.from_bot,
        "sender": message.sender.first_name,
        "kind": message.content.kind,
        "text": message.text,
        "html": message.html,
        "date": message.date.isoformat(),
        "edited": message.edited is not None,
        "version": message.version,
        "thread_id": message.thread_id,
        "rows": [[button_view(button) for button in row] for row in message.keyboard.rows],
        "choices": [list(row) for row in message.keyboard.choices],
        "file": file_view(message.file) if message.file else None,
    }


def button_view(button: Button) -> Json:
    return {"label": button.label, "data": button.data, "url": button.url, "copy": button.copy}


def file_view(file: StoredFile) -> Json:
    return {
        "id": file.file_id,
        "kind": file.kind,
        "name": file.name,
        "mime": file.mime,
        "size": len(file.content),
    }


def toast_view(toast: Toast) -> Json:
    return {"text": toast.text, "alert": toast.alert, "url": toast.url}


def call_view(call: Call) -> Json:
    return {
        "method": call.method,
        "parameters": call.parameters,
        "at": call.at,
        "code": call.code,
        "acted": call.acted,
        "reply": call.reply,
    }


def event_view(event: Event) -> Json:
    match event:
        case MessageSent(message):
            return {"event": "sent", "message": message_view(message)}
        case MessageEdited(message):
            return {"event": "edited", "message": message_view(message)}
        case MessageDeleted(chat_id, message_id):
            return {"event": "deleted", "chat_id": chat_id, "message_id": message_id}
        case ActionShown(chat_id, action):
            return {"event": "action", "chat_id": chat_id, "action": action}
        case CallbackAnswered(chat_id, query_id, toast):
            return {"event": "answered", "chat_id": chat_id, "query_id": query_id, "toast": toast_view(toast)}
        case UpdateConfirmed(update_id):
            return {"event": "confirmed", "update_id": update_id}
