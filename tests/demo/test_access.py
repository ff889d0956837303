"""For everybody: keyboard, screen reader, small screens, contrast."""

import pytest
from playwright.async_api import Page, expect

from tests.demo.conftest import PHONE, Visit
from tests.demo.contrast import contrasts, ratio

_TEXTS = (
    ".text",
    ".command",
    ".at",
    ".own .at",
    ".row > *",
    ".status .whose",
    ".chat > header h2",
    ".message .day span",
    ".clock h2",
    ".face .day",
    ".face .time",
    ".zone",
    ".note",
    ".moves button",
    "[data-add=person]",
    ".send",
    ".commands",
    ".turn label",
    "textarea",
    "[role=tab]",
    ".begin p",
    ".begin button",
    ".menu b",
    ".menu span",
    ".file b",
    ".file small",
    ".role",
    ".quote b",
    ".quote span",
    ".acts button",
    ".about b",
    ".about span",
    ".files b",
    ".files span",
    ".attach",
)

_NAMELESS = """() => [...document.querySelectorAll("button, a, input, textarea, dialog, [role=tab], [role=menu]")]
  .filter(one => one.checkVisibility())
  .filter(one => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length))
  .map(one => one.outerHTML)"""

_DANGLING = """() => [...document.querySelectorAll("[aria-controls], [aria-labelledby]")]
  .map(one => one.getAttribute("aria-controls") ?? one.getAttribute("aria-labelledby"))
  .filter(id => !document.getElementById(id))"""

_TWICE = """() => { const ids = [...document.querySelectorAll("[id]")].map(one => one.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at) }"""


async def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


async def test_a_conversation_needs_only_the_keyboard(visit: Visit) -> None:
    visitor = await visit()
    await _tab_to(visitor.page, ".begin button")
    await visitor.page.keyboard.press("Enter")
    await visitor.reads("nice to meet you")
    await expect(visitor.chat.get_by_role("textbox")).to_be_focused()
    await visitor.page.keyboard.press("Shift+Tab")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.chat.get_by_role("menuitem", name="/start")).to_be_focused()
    await visitor.page.keyboard.press("ArrowUp")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.chat.get_by_role("textbox")).to_be_focused()
    await visitor.chat.locator(".log").focus()
    await _tab_to(visitor.page, ".keyboard button")
    await visitor.page.keyboard.press("Enter")
    await visitor.reads("Question 1")
    await expect(visitor.button("Pregnancy up to 3 years")).to_be_focused()
    await visitor.page.keyboard.press("Space")
    await visitor.reads("Question 2")
    outline = await visitor.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


async def test_enter_sends_and_shift_enter_breaks_the_line(visit: Visit) -> None:
    visitor = await visit()
    await visitor.starts()
    await visitor.chat.get_by_role("textbox").press_sequentially("one")
    await visitor.page.keyboard.press("Shift+Enter")
    await visitor.page.keyboard.type("two")
    await visitor.page.keyboard.press("Enter")
    await expect(visitor.chat.locator(".message.own .text").last).to_have_text("one\ntwo")
    await expect(visitor.chat.get_by_role("textbox")).to_have_value("")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_stands_out_from_its_ground(visit: Visit, *, dark: bool) -> None:
    visitor = await visit(dark=dark)
    page = visitor.page
    found = await contrasts(page, *_TEXTS)
    await visitor.starts()
    await page.get_by_role("button", name="Add a person").click()
    other = visitor.as_person(2)
    await other.comes_to_the_result()
    await other.taps("Action plan (PDF)")
    await expect(other.newest.locator(".file")).to_be_visible()
    await other.chat.locator(".commands").click()
    await expect(other.chat.get_by_role("menuitem").first).to_be_visible()
    found |= await contrasts(page, *_TEXTS)
    await page.keyboard.press("Escape")
    await other.replies(other.newest, "Thanks")
    await other.chooses("a.csv", b"a,b", "text/csv")
    await other.turns_to(other.newest, "Reply")
    await other.newest.locator(".bubble").hover()
    found |= await contrasts(page, *_TEXTS)
    await page.locator(".adding").get_by_role("button", name="Add a coordinator").click()
    await expect(page.locator(".role")).to_be_visible()
    found |= await contrasts(page, *_TEXTS)
    await page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found |= await contrasts(page, "[role=tab]")
    assert set(found) == set(_TEXTS)
    assert {selector: round(value, 1) for selector, value in found.items() if value < 4.5} == {}


async def test_everything_has_a_name_and_a_role(visit: Visit) -> None:
    visitor = await visit()
    await visitor.comes_to_the_result()
    await visitor.taps("Picture")
    await expect(visitor.newest.get_by_role("img")).to_be_visible()
    page = visitor.page
    assert await page.evaluate(_NAMELESS) == []
    assert await page.evaluate(_DANGLING) == []
    assert await page.evaluate(_TWICE) == []
    assert await page.locator("img:not([alt])").count() == 0
    assert await page.locator("html[lang=en]").count() == 1
    await expect(page.get_by_role("main")).to_have_count(1)
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    await expect(visitor.chat.get_by_role("log", name="Messages")).to_have_attribute("aria-live", "polite")
    await expect(page.get_by_role("region", name="Chat of Person 1")).to_be_visible()


async def test_nothing_is_wider_than_a_phone(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    widths = (
        "[document.documentElement.scrollWidth, ...[...document.querySelectorAll('.log')].map(log => log.scrollWidth)]"
    )
    await visitor.comes_to_the_result()
    await visitor.types("a" * 200)
    await visitor.page.locator(".face").click()
    assert max(await visitor.page.evaluate(widths)) <= PHONE[0]


async def test_buttons_are_large_enough_for_a_thumb(visit: Visit) -> None:
    visitor = await visit(size=PHONE)
    await visitor.starts()
    await expect(visitor.button("Find my category")).to_be_visible()
    for button in await visitor.page.locator("button:not(.command):visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 40


def test_black_on_white_is_21_to_1() -> None:
    assert ratio((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
