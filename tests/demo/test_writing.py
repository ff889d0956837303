"""What people do beside typing and tapping: replies, edits, files, links of the bot."""

import io

import aiohttp
import pytest
from PIL import Image
from playwright.async_api import expect

from bot.demo import Demo
from bot.demo.links import linked, start_command
from bot.demo.people import COORDINATOR
from bot.simulator import Person
from tests.demo.conftest import PHONE, Visit
from tests.demo.posting import is_told, statuses_of
from tests.demo.visitor import Visitor

_DROP = """(chat, name) => {
  const data = new DataTransfer();
  data.items.add(new File(["a,b"], name, { type: "text/csv" }));
  for (const kind of ["dragover", "drop"]) {
    chat.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


def _picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "PNG")
    return content.getvalue()


def _person(demo: Demo, number: int = 1) -> Person:
    person = demo.known_person(number)
    assert person is not None
    return person


async def _last_own(visitor: Visitor, demo: Demo, count: int) -> dict[str, object]:
    """The newest message of person 1 as the Bot API has it, once there are `count`."""
    await expect(visitor.chat.locator(".message.own")).to_have_count(count)
    return [one for one in _person(demo).messages if not one.from_bot][-1].as_json()


async def test_a_reply_carries_what_it_is_to_and_shows_it(visit: Visit, demo: Demo) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.replies(visitor.newest, "To this one")
    sent = await _last_own(visitor, demo, 2)
    assert sent["text"] == "To this one"
    assert isinstance(sent["reply_to_message"], dict)
    assert "nice to meet you" in sent["reply_to_message"]["text"]
    quote = visitor.chat.locator(".message.own .quote")
    await expect(quote).to_contain_text("Endorse")
    await expect(visitor.chat.locator(".about")).to_be_hidden()
    await quote.click()
    await expect(visitor.chat.locator(".message.found")).to_contain_text("nice to meet you")


async def test_the_keyboard_alone_can_reply_and_edit(visit: Visit, demo: Demo) -> None:
    visitor = await visit()
    await visitor.types("helo")
    await _last_own(visitor, demo, 1)
    await visitor.page.keyboard.press("ArrowUp")
    await expect(visitor.chat.get_by_role("textbox")).to_have_value("helo")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.chat.get_by_role("textbox")).to_have_value("")
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.types("hello")
    own = visitor.chat.locator(".message.own")
    await expect(own.locator(".text")).to_have_text("hello")
    await expect(own.locator(".at")).to_contain_text("edited")
    assert "edit_date" in await _last_own(visitor, demo, 1)
    await visitor.page.keyboard.press("Control+ArrowUp")
    await expect(visitor.chat.locator(".about")).to_contain_text("Reply to")


async def test_only_their_own_messages_can_be_edited(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.newest.locator(".bubble").hover()
    await expect(visitor.chat.get_by_role("button", name="Reply", exact=True)).to_be_visible()
    await expect(visitor.chat.get_by_role("button", name="Edit", exact=True)).to_be_hidden()
    await visitor.turns_to(visitor.chat.locator(".message.own").last, "Edit")
    await visitor.chat.get_by_role("button", name="Cancel").click()
    await expect(visitor.chat.get_by_role("textbox")).to_have_value("")


async def test_a_picture_goes_as_a_photo_with_its_caption_or_as_a_file(visit: Visit, demo: Demo) -> None:
    visitor = await visit(size=PHONE)
    await visitor.chooses("me.png", _picture(), "image/png")
    await expect(visitor.chat.locator(".files")).to_contain_text("me.png")
    await visitor.types("My certificate")
    sent = await _last_own(visitor, demo, 1)
    assert (sent["caption"], "photo" in sent) == ("My certificate", True)
    await expect(visitor.chat.locator(".message.own .picture img")).to_be_visible()
    await visitor.chooses("me.png", _picture(), "image/png")
    await visitor.chat.get_by_label("Send as a file").check()
    await visitor.chat.get_by_role("button", name="Send", exact=True).click()
    sent = await _last_own(visitor, demo, 2)
    assert isinstance(sent["document"], dict)
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("me.png", "image/png")
    await expect(visitor.chat.locator(".files")).to_be_hidden()


async def test_files_are_dropped_on_a_chat_and_can_be_taken_away_again(visit: Visit, demo: Demo) -> None:
    visitor = await visit()
    await visitor.chat.locator(".log").evaluate(_DROP, "gone.csv")
    await visitor.chat.get_by_role("button", name="Remove the file").click()
    await visitor.chat.locator(".log").evaluate(_DROP, "kept.csv")
    await visitor.page.keyboard.press("Enter")
    sent = await _last_own(visitor, demo, 1)
    assert isinstance(sent["document"], dict)
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("kept.csv", "text/csv")
    saved = visitor.chat.locator(".message.own .file")
    async with visitor.page.expect_download() as download:
        await saved.click()
    assert (await (await download.value).path()).read_bytes() == b"a,b"


async def test_what_cannot_be_sent_is_told_and_stays(visit: Visit) -> None:
    visitor = await visit()
    await visitor.page.evaluate("() => (document.querySelector('.chosen-files').dataset.largest = 2 ** 20)")
    await visitor.chooses("film.bin", bytes(2**20 + 1), "application/octet-stream")
    await expect(visitor.chat.locator(".toasts")).to_contain_text("Files can have up to 1 MB")
    await expect(visitor.chat.locator(".files")).to_be_hidden()


async def test_a_link_of_the_bot_opens_in_the_chat_where_it_is_clicked_or_pasted(visit: Visit) -> None:
    coordinator = (await visit()).as_person(COORDINATOR)
    page = coordinator.page
    await page.get_by_role("button", name="Add a coordinator").click()
    await coordinator.chat.get_by_role("button", name="Open the office").click()
    await coordinator.taps("Team")
    await coordinator.taps("Invite a coordinator")
    link = coordinator.newest.locator(".text .command")
    await expect(link).to_contain_text("https://t.me/endorse_bot?start=")
    await coordinator.taps("Copy the link")
    await expect(coordinator.chat.locator(".toasts")).to_contain_text("Copied")
    person = coordinator.as_person(1)
    await person.chat.get_by_role("textbox").focus()
    await page.keyboard.press("Control+V")
    await page.keyboard.press("Enter")
    await expect(person.chat.locator(".message.own")).to_contain_text("/start i-")
    await person.reads("coordinator")
    await link.click()
    await expect(coordinator.chat.locator(".message.own").last).to_contain_text("/start i-")


async def test_each_sees_the_commands_that_the_bot_has_set_for_them(visit: Visit) -> None:
    person = await visit()
    await person.page.get_by_role("button", name="Add a coordinator").click()
    await expect(person.page.get_by_role("button", name="Add a coordinator")).to_be_hidden()
    coordinator = person.as_person(COORDINATOR)
    await expect(coordinator.chat.get_by_role("heading")).to_contain_text("Coordinator")
    await coordinator.chat.get_by_role("button", name="Open the office").click()
    await coordinator.reads("Office of")
    for visitor, count in ((coordinator, 1), (person, 0)):
        await visitor.chat.locator(".commands").click()
        await expect(visitor.chat.get_by_role("menuitem", name="/start")).to_be_visible()
        await expect(visitor.chat.get_by_role("menuitem", name="/announce")).to_have_count(count)
        await visitor.page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("people/1/say", b'{"text": "hi", "reply_to": 7}', "message: it is not there any more"),
        ("people/1/edit", b'{"message": 7, "text": "hi"}', "message: it is not there any more"),
        ("people/1/file?name=a.png&kind=photo", b"no picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        ("people/1/file?name=a.pdf", b"", "Bad Request: file must be non-empty"),
        ("people/1/file", b"x", "name: Field required"),
        ("people", b'{"kind": "owner"}', "kind: Input should be 'person' or 'coordinator'"),
    ],
)
async def test_what_makes_no_sense_is_told_in_one_line(
    http: aiohttp.ClientSession, demo: Demo, path: str, body: bytes, told: str
) -> None:
    await is_told(http, demo, path, body, told, kind="application/octet-stream")


async def test_there_is_one_coordinator_at_most(http: aiohttp.ClientSession, demo: Demo) -> None:
    assert await statuses_of(http, demo, 2, kind="coordinator") == [204, 400]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://t.me/endorse_bot?start=i-a_B9", "/start i-a_B9"),
        (" t.me/Endorse_Bot ", "/start"),
        ("https://t.me/endorse_bot?start=a b", None),
        ("https://t.me/another_bot?start=a", None),
        ("https://t.me.example/endorse_bot?start=a", None),
        ('https://t.me/endorse_bot?start="onclick=', None),
    ],
)
def test_only_links_of_the_bot_start_it(url: str, said: str | None) -> None:
    assert start_command(url, "endorse_bot") == said


def test_addresses_become_links_where_there_is_none_yet() -> None:
    other = 'target="_blank" rel="noopener noreferrer"'
    assert linked("See https://a.example/b?c=1&amp;d.") == (
        f'See <a href="https://a.example/b?c=1&amp;d" {other}>https://a.example/b?c=1&amp;d</a>.'
    )
    for kept in ('<a href="https://a.example/">https://a.example</a>', "<code>https://a.example</code>"):
        assert linked(kept) == kept
