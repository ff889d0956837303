"""An announcement made out to one of the people who get it."""

from datetime import datetime

from bot.announcements.fields import fields_of
from bot.nudges.due import zone_of
from bot.storage import PersonRow
from dialogs.announcements.content import Content
from dialogs.announcements.letter import Letter, letter_of
from dialogs.announcements.merging import Rendered, fields_in, rendered
from dialogs.book import Book
from dialogs.scene import Scene
from dialogs.session import Session


def letter_to(person: PersonRow, content: Content, number: int, book: Book, now: datetime) -> Letter:
    """What somebody is sent, in their language."""
    session = Session.model_validate_json(person.session)
    words = Scene(book, session, now.date()).words
    return letter_of(_made_out(person, session, content, book, now), number, words)


def made_out(person: PersonRow, content: Content, book: Book, now: datetime) -> Rendered:
    """The content with somebody's own words in it."""
    return _made_out(person, Session.model_validate_json(person.session), content, book, now)


def _made_out(person: PersonRow, session: Session, content: Content, book: Book, now: datetime) -> Rendered:
    # Most announcements have no fields, and working them out costs more than everything else here.
    if not fields_in(content.text):
        return rendered(content, {})
    day = now.astimezone(zone_of(session, book.pack)).date()
    return rendered(content, fields_of(session, person.first_name, book, day))
