"""Everything the page shows, rendered: the page, a chat, a message."""

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.demo.calendar import Calendar
from bot.demo.commands import Listed, tappable
from bot.demo.files import shown
from bot.demo.links import linked, opening, start_command
from bot.demo.people import COORDINATOR, People
from bot.simulator import Message, Person
from bot.simulator.files import LARGEST_UPLOAD
from bot.simulator.links import checked_link

_KILOBYTE = 1024
_EXCERPT = 80


class Views:
    """Templates over the simulator's own values; times are those of the association's zone, `username` is the bot's."""

    def __init__(self, calendar: Calendar, page_token: str, username: str) -> None:
        self._calendar = calendar
        self.page_token = page_token
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "blocks": blocks,
            "tappable": tappable,
            "linked": linked,
            "opening": lambda html: opening(html, username),
            "start_command": lambda url: start_command(url, username),
            "excerpt": excerpt,
            "link": checked_link,
            "size": size,
            "clock_time": lambda moment: clock_time(moment.astimezone(calendar.zone)),
            "day": lambda moment: day(moment.astimezone(calendar.zone)),
        }
        self._templates.globals["largest_file"] = LARGEST_UPLOAD
        self._templates.tests |= {"picture": shown, "coordinator": lambda person: person.id == COORDINATOR}

    def page(self, people: People) -> str:
        return self._render(
            "page.html",
            people=people,
            chats=[self.chat(person) for person in people.all],
            calendar=self._calendar,
            clock=self.clock(),
            token=self.page_token,
        )

    def chat(self, person: Person) -> Markup:
        return self._render("chat.html", person=person, messages=self.messages(person, after=0))

    def messages(self, person: Person, after: int) -> list[Markup]:
        """Those sent or edited since version `after`, oldest first."""
        pairs = pairwise((None, *person.messages))
        return [self._message(one, previous) for previous, one in pairs if one is not None and one.version > after]

    def message(self, person: Person, message: Message) -> Markup:
        """With a line above it that names the day, where it is the first of one."""
        earlier = (one for one in reversed(person.messages) if one.id < message.id)
        return self._message(message, next(earlier, None))

    def commands(self, commands: tuple[Listed, ...]) -> str:
        return self._render("commands.html", commands=commands)

    def clock(self) -> Mapping[str, str]:
        """The bot's time for the page's own ticking, and in words."""
        now = self._calendar.now()
        return {
            "at": now.isoformat(timespec="milliseconds"),
            "date": now.date().isoformat(),
            "day": day(now),
            "time": clock_time(now),
            "zone": self._calendar.zone.key,
        }

    def _message(self, message: Message, previous: Message | None) -> Markup:
        return self._render("message.html", message=message, previous=previous)

    def _render(self, name: str, **values: object) -> Markup:
        return Markup(self._templates.get_template(name).render(**values))  # noqa: S704  autoescaped


def day(moment: datetime) -> str:
    """Saturday, November 21, 2026; it breaks only after the name of the day."""
    return f"{moment:%A, %B}\N{NO-BREAK SPACE}{moment.day},\N{NO-BREAK SPACE}{moment.year}"


def clock_time(moment: datetime) -> str:
    """7:05 PM."""
    return f"{moment.hour % 12 or 12}:{moment:%M %p}"


def blocks(html: str) -> Markup:
    """Without the line break after a quotation or a listing, which ends its line already."""
    return Markup(re.sub(r"(</(?:blockquote|pre)>)\n", r"\1", html))  # noqa: S704  safe before


def excerpt(message: Message) -> str:
    """The beginning of what a message says, or what it holds."""
    line = message.text.strip().split("\n")[0]
    if not line and message.file is not None:
        line = "Picture" if shown(message.file) else message.file.name
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 2].rstrip()} …"


def size(count: int) -> str:
    """Of `count` bytes."""
    if count < _KILOBYTE:
        return f"{count} bytes"
    kilobytes = count / _KILOBYTE
    return f"{kilobytes:.0f} KB" if kilobytes < _KILOBYTE else f"{kilobytes / _KILOBYTE:.1f} MB"
