import io

import pytest
import telegram
from PIL import Image
from telegram import InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from bot.simulator import Person
from tests.simulator.conftest import Call


def picture(width: int = 30, height: int = 20) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


async def test_a_document_is_uploaded_fetched_and_sent_again_by_its_id(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"%PDF-1", filename="plan.pdf", caption="<b>x</b>", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("plan.pdf", 6, "x")
    file = await bot.get_file(sent.document.file_id)
    assert await file.download_as_bytearray() == b"%PDF-1"
    again = await bot.send_document(ada.id, sent.document.file_id)
    assert again.document == sent.document
    assert ada.last.file is not None
    assert (ada.last.file.content, ada.last.file.name) == (b"%PDF-1", "plan.pdf")


async def test_a_photo_knows_its_size(bot: telegram.Bot, ada: Person) -> None:
    sent = await bot.send_photo(ada.id, picture(30, 20))
    assert [(size.width, size.height) for size in sent.photo] == [(30, 20)]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"no picture", "Image_process_failed"),
        (picture(2100, 100), "Photo_invalid_dimensions"),
        (b"", "File must be non-empty"),
        (
            b"x" * (10 * 2**20 + 1),
            "File of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
    ],
)
async def test_a_bad_photo_is_refused(bot: telegram.Bot, ada: Person, content: bytes, refusal: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_photo(ada.id, content)
    assert caught.value.message.lower() == refusal.lower()


async def test_a_wrong_file_is_refused(bot: telegram.Bot, call: Call, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"x")
    assert sent.document is not None
    for given, refusal in (
        ("AgACnothing", "wrong file identifier/HTTP URL specified"),
        ("https://example.org/x.png", "failed to get HTTP URL content"),
        (sent.document.file_id, "can't use file of type Document as Photo"),
        ("", "there is no photo in the request"),
    ):
        reply = await call("sendPhoto", chat_id=ada.id, photo=given)
        assert reply["description"] == f"Bad Request: {refusal}"
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nothing")


async def test_a_caption_has_1024_units(bot: telegram.Bot, ada: Person) -> None:
    await bot.send_document(ada.id, b"x", caption="x" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(ada.id, b"x", caption="x" * 1025)


async def test_an_album_shares_one_id(bot: telegram.Bot, ada: Person) -> None:
    photos = [InputMediaPhoto(picture(), caption="first"), InputMediaPhoto(picture(40, 40))]
    sent = await bot.send_media_group(ada.id, photos)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["first", None]
    with pytest.raises(BadRequest, match="Too many messages to send as an album"):
        await bot.send_media_group(ada.id, [InputMediaDocument(b"x")] * 11)


async def test_people_send_files_that_the_bot_fetches(bot: telegram.Bot, ada: Person) -> None:
    await ada.sends_document(b"proof", "proof.txt", caption="mine", mime="text/plain")
    await ada.sends_photo(picture())
    document, photo = [update.message for update in await bot.get_updates()]
    assert document is not None
    assert photo is not None
    assert document.document is not None
    assert (document.caption, document.document.mime_type) == ("mine", "text/plain")
    for attachment, content in ((document.document, b"proof"), (photo.photo[-1], picture())):
        file = await bot.get_file(attachment.file_id)
        assert bytes(await file.download_as_bytearray()) == content
