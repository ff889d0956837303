"""A whole renewal by clicks in `endorse demo`: from the record of an Endorsement to the next deadline."""

import io
import signal
from collections.abc import AsyncIterator
from datetime import date

import pytest_asyncio
from icalendar import Calendar
from playwright.async_api import Browser, expect
from pypdf import PdfReader

from tests.demo.conftest import PHONE
from tests.demo.running import address_of, started, stopped
from tests.demo.visitor import Visitor

TO_GO = "20 hours of training, 24 hours of RSC received"


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(browser: Browser) -> AsyncIterator[Visitor]:
    """At a page of a demo of their own; a complaint of either side fails the test."""
    process = await started("--port", "0")
    complaints: list[str] = []
    async with await browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}) as context:
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(await address_of(process))
        yield Visitor(page)
    # After the page has gone: it would complain of the lost connection.
    assert await stopped(process, signal.SIGTERM) == (b"", b"", 0)
    assert not complaints


async def test_an_endorsee_records_logs_snoozes_a_reminder_attests_and_sees_the_next_deadline(visitor: Visitor) -> None:
    await visitor.turns_clock_to("2026-11-21")
    await _records_ifs(visitor)
    await _logs_ten_hours_taught(visitor)
    await _is_reminded_and_snoozes(visitor)
    await _attests(visitor)
    await _downloads_packet_and_calendar(visitor)


async def _records_ifs(visitor: Visitor) -> None:
    await visitor.starts()
    await visitor.taps("Plan my renewal")
    await visitor.taps("IFS / ECFS")
    await visitor.taps("Infant (IFA, IFS, IMH…)")
    for part in ("2025", "May", "5", "No"):
        await visitor.taps(part, exact=True)
    await visitor.taps("No, I do not")
    for line in ("Earned May 5, 2025", "December 31, 2027", "2 years", "30 hours of training", "24 hours of RSC"):
        await visitor.reads(line)


async def _logs_ten_hours_taught(visitor: Visitor) -> None:
    await visitor.taps("Log hours")
    await visitor.taps("Training given")
    await visitor.types("10")
    await visitor.reads("Saved: 10 hours")
    await visitor.reads("IFS, training by now: 10 of 30 hours")
    await visitor.taps("Plan my renewal")
    await visitor.taps("IFS", exact=True)
    await visitor.taps("My progress")
    await visitor.reads("10 of 30 hours")


async def _is_reminded_and_snoozes(visitor: Visitor) -> None:
    nudges = visitor.messages.filter(has_text="to go until December 31, 2027").filter(has_text="Keep your certificates")
    await visitor.turns_clock_to("2027-10-01")
    await visitor.reads(TO_GO)
    await expect(visitor.newest.locator(".bubble")).to_be_in_viewport()
    await visitor.taps("Snooze 7 days")
    await visitor.reads("put off until October 8, 2027")
    await visitor.moves_clock("day")
    await visitor.types("/help")
    await visitor.reads("help")
    await expect(nudges).to_have_count(1)
    await visitor.moves_clock("week")
    await visitor.reads(TO_GO)
    await expect(nudges).to_have_count(2)


async def _attests(visitor: Visitor) -> None:
    await visitor.taps("IFS: I have attested")
    await visitor.reads("I have met the renewal requirements of INfancy Onward for IFS")
    await visitor.taps("Yes, I have attested")
    await visitor.reads("attested on October 9, 2027 for December 31, 2027")
    await visitor.reads("Your next deadline: December 31, 2030")


async def _downloads_packet_and_calendar(visitor: Visitor) -> None:
    await visitor.taps("Audit packet 2027")
    await visitor.reads("renewal-IFS-2027.pdf")
    packet = await visitor.downloads()
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(packet.content)).pages)
    for part in ("Infant Family Specialist (IFS)", "May 5, 2025", "Training given", "October 9, 2027"):
        assert part in words
    await visitor.taps("This Endorsement")
    await visitor.reads("Your deadline: December 31, 2030")
    await visitor.taps("Calendar")
    await visitor.reads(".ics")
    file = await visitor.downloads()
    assert file.name == "renewal.ics"
    standing = [event for event in Calendar.from_ical(file.content).events if event.get("STATUS") != "CANCELLED"]
    assert [event.start for event in standing] == [date(2030, 10, 1), date(2030, 12, 31)]
