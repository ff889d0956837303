"""One letter as messages of Telegram."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.announcements.message import send_copy
from bot.simulator import Cut, Fault, Person, Refuse, Simulator
from dialogs.announcements.content import Content, LinkButton, Piece, ReplyButton
from dialogs.announcements.letter import Letter, letter_of
from dialogs.announcements.merging import rendered
from dialogs.words import words
from tests.simulator.test_files import picture

BUTTONS = (LinkButton(label="Read", url="https://example.org/"), ReplyButton(label="Yes"))


def letter(text: str, *pieces: Piece) -> Letter:
    return letter_of(rendered(Content(text=text, pieces=pieces, buttons=BUTTONS), {}), 3, words("en"))


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    """Refusals are part of the tests here."""
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def anna(telegram: Simulator) -> Person:
    person = telegram.person(7, first_name="Annabel")
    await person.sends("/start")
    return person


async def pieces_of(anna: Person) -> tuple[Piece, Piece, Piece]:
    """Files that Telegram keeps: a photo, a video, a document."""
    await anna.sends_photo(picture())
    await anna.sends_video(b"moving")
    await anna.sends_document(b"pages")
    photo, video, document = (message.file.file_id for message in anna.messages[-3:] if message.file is not None)
    return (
        Piece(kind="photo", file_id=photo),
        Piece(kind="video", file_id=video),
        Piece(kind="document", file_id=document),
    )


async def test_a_text_goes_out_with_its_buttons(api: Bot, anna: Person) -> None:
    sent = await send_copy(api, anna.id, letter("<b>Hello</b>"))
    assert sent == (anna.last.id,)
    assert (anna.last.html, anna.buttons) == ("<b>Hello</b>", ("Read", "Yes", "Fewer of these"))


@pytest.mark.parametrize("which", [0, 1, 2])
async def test_one_file_goes_out_as_what_it_is(api: Bot, anna: Person, which: int) -> None:
    piece = (await pieces_of(anna))[which]
    sent = await send_copy(api, anna.id, letter("<i>See</i>", piece))
    assert (sent, anna.last.content.kind, anna.last.html) == ((anna.last.id,), piece.kind, "<i>See</i>")
    assert anna.buttons == ("Read", "Yes", "Fewer of these")


async def test_a_file_needs_no_words(api: Bot, anna: Person) -> None:
    photo, _, _ = await pieces_of(anna)
    await send_copy(api, anna.id, letter("", photo))
    assert anna.last.text == ""


async def test_an_album_is_followed_by_its_buttons(api: Bot, anna: Person) -> None:
    photo, video, _ = await pieces_of(anna)
    sent = await send_copy(api, anna.id, letter("Our day", photo, video))
    first, second, below = [message for message in anna.messages if message.from_bot]
    assert sent == (first.id, second.id, below.id)
    assert (first.text, second.text, first.album) == ("Our day", "", second.album)
    assert [button.label for button in below.buttons] == ["Read", "Yes", "Fewer of these"]


@pytest.mark.parametrize(
    ("fault", "times", "below"),
    [
        (Refuse(429, retry_after=0), 2, True),
        (Refuse(429, retry_after=0), 3, False),
        (Refuse(429, retry_after=600), 1, False),
        (Refuse(502), 1, False),
        (Cut(acted=False), 1, False),
    ],
)
async def test_an_album_is_never_sent_again_for_the_sake_of_its_buttons(
    telegram: Simulator, api: Bot, anna: Person, fault: Fault, times: int, *, below: bool
) -> None:
    photo, video, _ = await pieces_of(anna)
    telegram.faults.order(fault, times=times, method="sendMessage")
    sent = await send_copy(api, anna.id, letter("Our day", photo, video))
    assert len(sent) == 2 + below
    assert len([message for message in anna.messages if message.from_bot]) == 2 + below


@pytest.mark.parametrize(
    ("fault", "error"), [(Refuse(429, retry_after=1), RetryAfter), (Refuse(403), Forbidden), (Refuse(400), BadRequest)]
)
@pytest.mark.parametrize("method", ["sendMessage", "sendMediaGroup"])
async def test_what_keeps_a_letter_from_going_out_is_told(
    telegram: Simulator, api: Bot, anna: Person, *, fault: Fault, error: type[TelegramError], method: str
) -> None:
    photo, video, _ = await pieces_of(anna)
    telegram.faults.order(fault, method=method)
    with pytest.raises(error):
        await send_copy(api, anna.id, letter("x", *((photo, video) if method == "sendMediaGroup" else ())))
