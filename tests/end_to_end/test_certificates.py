"""Certificates: sent back by Telegram's id, and copied to disk where the bot is told to."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import Clock, MovableClock
from bot.service import Mailing, poll
from bot.simulator import Cut, Person, Refuse, Simulator
from tests.end_to_end.running import RunningBot
from tests.end_to_end.test_strange import PIXEL
from tests.end_to_end.waiting import until, until_idle
from tests.postgres import PostgresServer

PROOF = b"%PDF-1.4 a certificate"
LOST = Refuse(400, "Bad Request: wrong file identifier/HTTP URL specified")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "certificates"


@pytest.fixture
async def copying(telegram: Simulator, database: str, clock: Clock, folder: Path) -> AsyncIterator[RunningBot]:
    """A bot that keeps copies."""
    running = RunningBot(telegram, database, clock, certificates=folder)
    running.start()
    yield running
    await running.stop()


@pytest.fixture(params=["sqlite", "postgres"])
async def on_each(
    request: pytest.FixtureRequest, telegram: Simulator, clock: Clock, folder: Path
) -> AsyncIterator[RunningBot]:
    """The same on each database."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("database")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        url = await server.migrated_database()
    running = RunningBot(telegram, url, clock, certificates=folder)
    running.start()
    yield running
    await running.stop()


async def logs_hours(person: Person, *lines: str) -> None:
    """Two hours of training, and then whatever else is typed."""
    for line in ("/start", "Log hours", "Training received", "2", *lines):
        await person.sends(line)
        await person.waits_for()


async def sends_proof(person: Person, content: bytes = PROOF, name: str = "proof.pdf") -> None:
    await person.sends_document(content, name)
    await person.waits_for("Certificate: kept here")


def copies(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def until_copied(folder: Path, number: int = 1) -> list[Path]:
    async def copied() -> bool:
        there = copies(folder)
        return len(there) == number and all(path.suffix != ".part" for path in there)

    await until(copied)
    return copies(folder)


async def until_noted(bot: RunningBot, person: Person, copy: str | None) -> None:
    """Until the session says so of its only certificate."""

    async def noted() -> bool:
        return bool((await bot.session(person))["credits"][0].get("evidence_copy") == copy)

    await until(noted)


async def test_a_file_is_sent_back_by_its_id(bot: RunningBot, telegram: Simulator, anna: Person) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    await anna.taps("Show certificate")
    shown = await anna.waits_for("Your certificate for 2 hours")
    assert shown.file is not None
    assert (shown.file.content, shown.file.name, shown.file.kind) == (PROOF, "proof.pdf", "document")
    assert telegram.calls.of("sendDocument")[-1].parameters["document"] == shown.file.file_id
    assert telegram.calls.of("getFile") == []
    assert bot.settings.certificate_folder is None


async def test_a_photo_is_sent_back_as_a_photo(bot: RunningBot, telegram: Simulator, anna: Person) -> None:
    await logs_hours(anna)
    await anna.sends_photo(PIXEL)
    await anna.waits_for("Certificate: kept here")
    await anna.taps("Show certificate")
    shown = await anna.waits_for("Your certificate for 2 hours")
    assert shown.file is not None
    assert (shown.file.content, shown.file.kind) == (PIXEL, "photo")
    assert telegram.calls.of("sendDocument") == []
    assert bot.transport == "polling"


async def test_one_that_telegram_does_not_know_any_more_is_told_in_one_line(
    bot: RunningBot, telegram: Simulator, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    telegram.faults.order(LOST, method="sendDocument")
    await anna.taps("Show certificate")
    told = await anna.waits_for("Telegram does not hand this certificate out any more")
    assert told.file is None
    await anna.sends_photo(PIXEL)
    await anna.waits_for("Certificate: kept here")
    assert (await bot.session(anna))["credits"][0]["evidence_is_photo"] is True
    telegram.calls.clear()  # the refusal was ordered


async def test_a_copy_is_made_for_this_user_only_under_a_name_that_tells_nothing(
    on_each: RunningBot, folder: Path, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna, name="../../Annabel <Quillfeather>.PDF")
    (copy,) = await until_copied(folder)
    await until_noted(on_each, anna, "kept")
    assert copy.read_bytes() == PROOF
    assert (mode(folder), mode(copy)) == (0o700, 0o600)
    name, ending = copy.name.split(".")
    assert (len(bytes.fromhex(name)), ending) == (32, "pdf")


async def test_an_ending_that_is_not_well_known_is_left_out(copying: RunningBot, folder: Path, anna: Person) -> None:
    await logs_hours(anna)
    await sends_proof(anna, name="proof.pdf.exe")
    (copy,) = await until_copied(folder)
    assert copy.suffix == ".bin"
    assert copying.settings.certificate_folder == folder


async def test_what_telegram_has_lost_is_sent_from_the_disk(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    await until_noted(copying, anna, "kept")
    telegram.faults.order(LOST, method="sendDocument")
    await anna.taps("Show certificate")
    shown = await anna.waits_for("Your certificate for 2 hours")
    assert shown.file is not None
    assert (shown.file.content, shown.file.name) == (PROOF, "proof.pdf")
    assert len(copies(folder)) == 1
    telegram.calls.clear()


async def test_what_cannot_even_be_sent_from_the_disk_is_told(
    copying: RunningBot, telegram: Simulator, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    await until_noted(copying, anna, "kept")
    telegram.faults.order(LOST, method="sendDocument", times=2)
    await anna.taps("Show certificate")
    await anna.waits_for("Telegram does not hand this certificate out any more")
    telegram.calls.clear()


async def test_the_conversation_does_not_wait_for_a_copy_and_a_failed_one_is_made_at_the_next_look(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person
) -> None:
    telegram.faults.order(Refuse(500), method="getFile", times=3)
    await logs_hours(anna)
    await sends_proof(anna)
    assert anna.sees("I have no copy of it yet")

    async def given_up() -> bool:
        return len(telegram.calls.of("getFile")) == 3

    await until(given_up)
    assert copies(folder) == []
    await anna.taps("My hours")
    await anna.waits_for("2 hours")
    await until_copied(folder)
    await until_noted(copying, anna, "kept")


@pytest.mark.parametrize("fault", [Cut(acted=False), Refuse(502)])
async def test_a_download_that_breaks_off_is_tried_again(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person, fault: Cut | Refuse
) -> None:
    telegram.faults.order(fault, method="download")
    await logs_hours(anna)
    await sends_proof(anna)
    (copy,) = await until_copied(folder)
    assert copy.read_bytes() == PROOF
    assert copying.transport == "polling"


async def test_one_that_telegram_refuses_to_hand_out_is_told_and_not_asked_for_again(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person
) -> None:
    telegram.faults.order(Refuse(400, "Bad Request: invalid file_id"), method="getFile")
    await logs_hours(anna)
    await sends_proof(anna)
    await until_noted(copying, anna, "refused")
    await anna.sends("My hours")
    await anna.waits_for("2 hours")
    await anna.taps("2 h")
    await anna.waits_for("Telegram gave me no copy of it")
    assert copies(folder) == []
    assert len(telegram.calls.of("getFile")) == 1
    telegram.calls.clear()


async def test_one_over_20_mb_is_kept_in_telegram_alone_and_said_so_at_once(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person
) -> None:
    await logs_hours(anna)
    await anna.sends_document(bytes(20 * 2**20 + 1), "film.pdf")
    await anna.waits_for("over 20 MB, too large")
    await until_idle(anna)
    assert telegram.calls.of("getFile") == []
    assert copies(folder) == []
    assert (await copying.session(anna))["credits"][0]["evidence_copy"] == "too_large"


async def test_a_deleted_entry_keeps_its_copy_while_it_can_be_brought_back(
    copying: RunningBot, folder: Path, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    await until_noted(copying, anna, "kept")
    await anna.taps("Undo")
    await anna.waits_for("Deleted")
    assert len(copies(folder)) == 1
    await anna.taps("Bring it back")
    await anna.waits_for("and I have a copy")
    await anna.taps("Undo")
    await anna.waits_for("Deleted")
    await logs_hours(anna)
    await anna.taps("Undo")
    await anna.waits_for("Deleted")
    assert copies(folder) == []


async def test_another_certificate_takes_the_place_of_the_copy_and_none_leaves_none(
    copying: RunningBot, folder: Path, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    await until_noted(copying, anna, "kept")
    await sends_proof(anna, b"%PDF-1.4 another")
    await until_noted(copying, anna, "kept")
    (copy,) = copies(folder)
    assert copy.read_bytes() == b"%PDF-1.4 another"
    await anna.taps("Certificate")
    await anna.waits_for("One is kept already")
    await anna.taps("Remove the certificate")
    await anna.waits_for("Send me a photo or file")
    assert copies(folder) == []


async def test_deleting_everything_deletes_the_copies_of_this_person_only(
    on_each: RunningBot, folder: Path, anna: Person, ben: Person
) -> None:
    for number, person in enumerate((anna, ben), start=1):
        await logs_hours(person)
        await sends_proof(person)
        await until_copied(folder, number)
        await until_noted(on_each, person, "kept")
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")
    (left,) = copies(folder)
    assert left.read_bytes() == PROOF
    await ben.sends("/export")
    exported = await ben.waits_for()
    assert exported.file is not None
    listed = json.loads(exported.file.content)["certificates_on_disk"]
    assert listed == [{"entry": 1, "file": left.name, "bytes": len(PROOF)}]


async def test_the_certificate_of_an_entry_that_is_gone_meanwhile_is_not_left_on_the_disk(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person
) -> None:
    telegram.faults.order(Refuse(500), method="download")  # there is half a second before it is tried again
    await logs_hours(anna)
    await sends_proof(anna)
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")

    async def tried_again() -> bool:
        return len(telegram.calls.of("getFile")) == 2

    await until(tried_again)
    await copying.stop()
    assert copies(folder) == []


async def test_what_a_crash_interrupted_is_made_up_for_at_the_next_start(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person
) -> None:
    telegram.faults.order(Refuse(500), method="getFile", times=None)
    await logs_hours(anna)
    await sends_proof(anna)
    await copying.stop()
    (folder / "0a.part").write_bytes(b"half a fi")
    assert (await copying.session(anna))["credits"][0].get("evidence_copy") is None
    telegram.faults.clear()
    copying.start()
    await until_noted(copying, anna, "kept")
    (copy,) = copies(folder)
    assert copy.read_bytes() == PROOF


async def test_a_copy_that_has_vanished_is_made_again_at_the_next_start(
    copying: RunningBot, folder: Path, anna: Person
) -> None:
    await logs_hours(anna)
    await sends_proof(anna)
    (copy,) = await until_copied(folder)
    await until_noted(copying, anna, "kept")
    copy.unlink()
    await copying.restart()
    assert await until_copied(folder) == [copy]


async def test_a_bot_that_shares_the_database_leaves_the_certificates_of_people_who_are_not_its_own(
    copying: RunningBot, telegram: Simulator, folder: Path, anna: Person, ben: Person
) -> None:
    telegram.faults.order(Refuse(500), method="getFile", times=None)
    for person in (anna, ben):
        await logs_hours(person)
        await sends_proof(person)
    await copying.stop()
    telegram.faults.clear()
    stop, mailing = asyncio.Event(), Mailing(serves=lambda one: one == ben.id)
    others = asyncio.create_task(poll(copying.settings, MovableClock(), stop, mailing))
    await until_noted(copying, ben, "kept")
    stop.set()
    await others
    assert len(copies(folder)) == 1
    assert (await copying.session(anna))["credits"][0].get("evidence_copy") is None
