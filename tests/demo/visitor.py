"""Somebody at the page, who reads, taps and types as one of its people."""

from playwright.async_api import Locator, Page, expect


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

    async def taps(self, label: str) -> None:
        await self.button(label).click()

    def button(self, label: str) -> Locator:
        """In the newest message of the bot."""
        return self.newest.get_by_role("button", name=label)

    async def types(self, text: str) -> None:
        await self.chat.get_by_role("textbox").fill(text)
        await self.page.keyboard.press("Enter")

    async def reads(self, part: str) -> None:
        """In the newest message of the bot, soon."""
        await expect(self.newest).to_contain_text(part)

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
