"""A Bot API server that the unmodified bot talks to over HTTP, with people in it that tests and pages act for."""

from bot.simulator.buttons import NoSuchButton
from bot.simulator.calls import Call, Calls
from bot.simulator.chats import Toast
from bot.simulator.events import (
    ActionShown,
    CallbackAnswered,
    Event,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    Subscription,
    UpdateConfirmed,
)
from bot.simulator.faults import Cut, Fault, Faults, Hang, Refuse, Slow
from bot.simulator.files import StoredFile
from bot.simulator.groups import Group
from bot.simulator.keyboards import Button
from bot.simulator.messages import Message
from bot.simulator.people import NotSeen, Person
from bot.simulator.server import Simulator
from bot.simulator.updates import Update
from bot.simulator.views import event_view, message_view

__all__ = [
    "ActionShown",
    "Button",
    "Call",
    "CallbackAnswered",
    "Calls",
    "Cut",
    "Event",
    "Fault",
    "Faults",
    "Group",
    "Hang",
    "Message",
    "MessageDeleted",
    "MessageEdited",
    "MessageSent",
    "NoSuchButton",
    "NotSeen",
    "Person",
    "Refuse",
    "Simulator",
    "Slow",
    "StoredFile",
    "Subscription",
    "Toast",
    "Update",
    "UpdateConfirmed",
    "event_view",
    "message_view",
]
