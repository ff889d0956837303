"""Somebody at the page, who reads, taps and types as one of its people, and moves the clock."""

from dataclasses import dataclass

from playwright.async_api import FilePayload, Locator, Page, expect


@dataclass(frozen=True)
class Downloaded:
    """A file as the browser saved it."""

    name: str
    content: bytes


class Visitor:
    """At one page; `who` is the number of the person they act as."""

    def __init__(self, page: Page, who: int = 1) -> None:
        self.page = page
        self.chat = page.locator(f"#chat-{who}")
        self.messages = self.chat.locator(".message")
        self.newest = self.chat.locator(".message.bot").last

    def as_person(self, who: int) -> "Visitor":
        return Visitor(self.page, who)

    async def starts(self) -> None:
        await self.chat.get_by_role("button", name="Start", exact=True).click()
        await self.reads("nice to meet you")

    async def taps(self, label: str, *, exact: bool = False) -> None:
        await self.button(label, exact=exact).click()

    def button(self, label: str, *, exact: bool = False) -> Locator:
        """In the newest message of the bot; `label` may be a part of what it says, unless it is `exact`."""
        return self.newest.get_by_role("button", name=label, exact=exact)

    async def types(self, text: str) -> None:
        await self.chat.get_by_role("textbox").fill(text)
        await self.page.keyboard.press("Enter")

    async def replies(self, message: Locator, text: str) -> None:
        await self.turns_to(message, "Reply")
        await self.types(text)

    async def turns_to(self, message: Locator, act: str) -> None:
        """Reply or Edit, as offered at a message under the pointer."""
        await message.locator(".bubble").hover()
        await self.chat.get_by_role("button", name=act, exact=True).click()

    async def attaches(self, name: str, content: bytes, mime: str) -> None:
        """By the button for it, and sends it."""
        await self.chooses(name, content, mime)
        await self.page.keyboard.press("Enter")

    async def chooses(self, name: str, content: bytes, mime: str) -> None:
        """A file, which waits for a caption then."""
        async with self.page.expect_file_chooser() as chooser:
            await self.chat.get_by_role("button", name="Attach a file").click()
        await (await chooser.value).set_files(FilePayload(name=name, mimeType=mime, buffer=content))

    async def reads(self, part: str) -> None:
        """In the newest message of the bot, soon."""
        await expect(self.newest).to_contain_text(part)

    async def downloads(self) -> Downloaded:
        """The file of the newest message of the bot, by a click on its card."""
        async with self.page.expect_download() as download:
            await self.newest.locator(".file").click()
        saved = await download.value
        return Downloaded(saved.suggested_filename, (await saved.path()).read_bytes())

    async def turns_clock_to(self, day: str) -> None:
        """By the page's own control; `day` as 2027-10-01."""
        await self._unfolds_clock()
        await self.page.get_by_label("Go to a day").fill(day)
        await self.page.get_by_role("button", name="Go", exact=True).click()

    async def moves_clock(self, step: str) -> None:
        """By one day, week or month."""
        await self._unfolds_clock()
        await self.page.get_by_role("button", name=f"+1 {step}").click()

    async def _unfolds_clock(self) -> None:
        """On a phone it is folded."""
        if not await self.page.locator(".moves").is_visible():
            await self.page.locator(".face").click()

    async def records_ifs(self) -> None:
        """Earned in May 2025, so that the first renewal is in 2027."""
        await self.starts()
        await self.taps("Plan my renewal")
        await self.taps("IFS / ECFS")
        await self.taps("Infant (IFA, IFS, IMH…)")
        for part in ("2025", "May", "5", "No"):
            await self.taps(part, exact=True)
        await self.taps("No, I do not")
        await self.reads("Earned May 5, 2025")

    async def comes_to_rsc_hours(self) -> None:
        """Answers as a home visitor until the hours of RSC are asked for."""
        await self.starts()
        await self.taps("Find my category")
        await self.taps("Pregnancy up to 3 years")
        await self.taps("Supporting parent and child")
        await self.taps("2 years")
        for question, answer in (("how many families", "30"), ("hours of training", "40")):
            await self.reads(question)
            await self.types(answer)
        await self.reads("reflective supervision/consultation (RSC)")

    async def comes_to_the_result(self) -> None:
        await self.comes_to_rsc_hours()
        await self.types("23.5")
        await self.taps("Yes, they do")
        await self.reads("Infant Family Specialist (IFS)")
