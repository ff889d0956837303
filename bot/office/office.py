"""The office's door: which act is meant, and whether this person may. The only place where a role is checked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from telegram import Message

from bot.office.feature import PREFIX, Feature, Place
from bot.office.role import role_of
from bot.office.visit import Effect, Onward, Room, Visit
from bot.storage import PersonRow, Transaction
from dialogs.calling import check
from dialogs.event import Command, Event, Repeated, Sent, Tapped, Typed
from dialogs.misunderstood import Misunderstood
from dialogs.replies import button_meant
from dialogs.roles import Role, may
from dialogs.scene import Refused, Scene
from dialogs.screen import Screen
from dialogs.session import Session
from dialogs.tap import parse
from dialogs.turn import Companion
from dialogs.words import plain

Result = TypeVar("Result")

_TOAST = 200


@dataclass(frozen=True, slots=True)
class Turn:
    """What an update led to. No session: the person is to be forgotten; no screen: nothing is shown.

    `below`: the screen is sent below what the effect sends, not written over an older one. `toast` answers the tap
    where no screen does.
    """

    session: Session | None
    screen: Screen | None
    effect: Effect | None = None
    wakes: bool = False
    below: bool = False
    toast: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event, with the message that it came in, as Telegram gave it; None for a tap."""

    event: Event
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class _Meant:
    """What an event means to the office: an act, or a place to go to."""

    name: str
    arguments: tuple[str, ...] = ()


class Office:
    """Everything the features can do, behind one check."""

    def __init__(self, room: Room, companion: Companion, features: Feature) -> None:
        self.room = room
        self._companion = companion
        self._all = features

    @property
    def names(self) -> tuple[str, ...]:
        """Every act and place, for whoever wants to try them all."""
        return (*self._all.acts, *self._all.places)

    @property
    def tables(self) -> Feature:
        """Everything there is, by name."""
        return self._all

    def concerns(self, session: Session, event: Event) -> bool:
        """Whether an event may be the office's, without asking who it is; most are not, and cost nothing here."""
        return self._meant(event) is not None or (
            session.place.name.startswith(PREFIX) and not isinstance(event, Command)
        )

    async def role_of(self, transaction: Transaction, person_id: int) -> Role | None:
        """What somebody may do now."""
        return await role_of(self.room.settings, transaction, person_id)

    async def turn(
        self, transaction: Transaction, person: PersonRow, arrived: Arrived, scene: Scene, now: datetime
    ) -> Turn | Event:
        """What an event leads to; or the event that the conversation is to take: it is nothing here, or not for them.

        Which of the two it was, nobody is told.
        """
        role = await self.role_of(transaction, person.id)
        visit = Visit(self.room, transaction, person, role, scene, arrived.event, now, arrived.message)
        try:
            onward = await self._onward(visit)
        except Misunderstood as misunderstood:
            onward = Onward(visit.session, misunderstood.notice)
        except Refused:
            if not visit.session.place.name.startswith(PREFIX):
                return arrived.event
            onward = Onward(visit.session, scene.words.page("screens/refused").text)
        return await self._turned(visit, onward) if isinstance(onward, Onward) else onward

    async def _onward(self, visit: Visit) -> Onward | Event:
        meant = self._meant(visit.event)
        if meant is not None:
            return await self._done(visit, meant)
        place = self._place(visit)
        if place is None:
            return visit.event
        match visit.event:
            case Repeated():
                return Onward(visit.session)
            case Tapped():
                return visit.event
            case Typed() | Sent() if place.written is not None:
                return await call(place.written, visit, visit.session.place.arguments)
            case Typed(text=text):
                return await self._said(visit, text)
        raise Misunderstood(visit.scene.words.page("screens/not_understood").text)

    async def _done(self, visit: Visit, meant: _Meant) -> Onward | Event:
        act = self._all.acts.get(meant.name)
        allowed = act or self._all.places[meant.name]
        if not may(visit.role, allowed.least):
            return visit.event
        return visit.to(meant.name, *meant.arguments) if act is None else await call(act.run, visit, meant.arguments)

    async def _said(self, visit: Visit, text: str) -> Onward | Event:
        """A button of the screen, said in words."""
        screen = await self._shown(visit)
        tap = button_meant(screen, text)
        if tap is None:
            raise Misunderstood(visit.scene.words.page("screens/not_understood").text)
        meant = self._meant(Tapped(tap))
        return Tapped(tap) if meant is None else await self._done(visit, meant)

    async def _turned(self, visit: Visit, onward: Onward) -> Turn:
        if onward.silent:
            return Turn(onward.session, None, onward.effect, onward.wakes, toast=plain(onward.notice)[:_TOAST])
        after = visit.having(onward.session, onward.notice)
        session, screen = await self._standing(after, visit)
        if onward.notice:
            screen = replace(screen, toast=plain(onward.notice)[:_TOAST])
        return Turn(session, screen, onward.effect, onward.wakes, onward.below)

    async def _standing(self, visit: Visit, before: Visit) -> tuple[Session, Screen]:
        """The screen after a visit; where there is none, the one `before`, with a line that says so."""
        if self._place(visit) is None:
            return self._in_conversation(visit)
        try:
            return visit.session, await self._shown(visit)
        except Refused:
            back = before.having(before.session, before.scene.words.page("screens/refused").text)
        if self._place(back) is None or back.session.place == visit.session.place:
            return self._in_conversation(back)
        try:
            return back.session, await self._shown(back)
        except Refused:
            return self._in_conversation(back)

    def _in_conversation(self, visit: Visit) -> tuple[Session, Screen]:
        """Where the person is outside the office, or the nearest place to it."""
        scene = visit.scene
        return self._companion.standing(scene.session, scene.on, at=visit.now, notice=scene.notice)

    async def _shown(self, visit: Visit) -> Screen:
        place = self._place(visit)
        if place is None:
            raise Refused(visit.session.place.name)
        screen = await call(place.show, visit, visit.session.place.arguments)
        notice = visit.scene.notice
        return replace(screen, text=f"{notice}\n\n{screen.text}") if notice else screen

    def _place(self, visit: Visit) -> Place | None:
        """Where the person is, if it is in the office and they may be there."""
        place = self._all.places.get(visit.session.place.name)
        return place if place is not None and may(visit.role, place.least) else None

    def _meant(self, event: Event) -> _Meant | None:
        match event:
            case Tapped(data=encoded):
                tap = parse(encoded)
                if tap.verb in {"go", "do", "n"} and tap.arguments and self._knows(tap.arguments[0]):
                    return _Meant(tap.arguments[0], tap.arguments[1:])
            case Command(name="start", argument=payload):
                prefix, dash, rest = payload.partition("-")
                if dash and prefix in self._all.links:
                    return _Meant(self._all.links[prefix], (rest,))
            case Command(name=name, argument=argument) if name in self._all.commands:
                return _Meant(self._all.commands[name], (argument,) if argument else ())
        return None

    def _knows(self, name: str) -> bool:
        return name in self._all.acts or name in self._all.places


async def call(function: Callable[..., Awaitable[Result]], visit: Visit, arguments: tuple[str, ...]) -> Result:
    """What a handler gives.

    Raises:
        Refused: if it does not take so many arguments; anybody can have forged them.
    """
    check(function, arguments)
    return await function(visit, *arguments)
