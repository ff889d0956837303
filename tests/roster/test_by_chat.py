"""A coordinator looks after the roster by chat."""

import csv
from io import StringIO

from bot.simulator import Message, Person, Simulator
from bot.storage import EntryRow, open_storage
from tests.end_to_end.running import RunningBot
from tests.roster.files import HEAD, IDA, csv_file, five_hundred, xlsx_file


async def entries(bot: RunningBot) -> list[EntryRow]:
    async with open_storage(bot.database) as storage, storage.transaction() as tx:
        return await tx.entries(limit=1000)


async def audit(bot: RunningBot) -> list[tuple[str, str]]:
    async with open_storage(bot.database) as storage, storage.transaction() as tx:
        return [(one.what, one.detail) for one in await tx.audit_log(50)]


def rows_of(message: Message) -> list[list[str]]:
    assert message.file is not None
    return list(csv.reader(StringIO(message.file.content.decode("utf-8-sig"))))


async def at_the_roster(owner: Person) -> None:
    await owner.sends("/roster")
    await owner.waits_for("Roster")


async def test_five_hundred_rows_are_imported_and_the_two_bad_ones_named(any_bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    await owner.sends_document(csv_file(five_hundred()), "roster.csv")
    shown = await owner.waits_for("What this file would do", timeout=20)
    assert "New: 498, changed: 0, unchanged: 0" in shown.text
    assert "row 17, Date earned: '31/31/2025' came; allowed is a day such as 5/5/2025" in shown.text
    assert "row 400, E-mail: 'nobody' came; allowed is an e-mail such as name@example.org" in shown.text
    assert await entries(any_bot) == []
    table = rows_of(shown)
    assert len(table) == 501
    assert table[1] == ["2", "p0@example.org", "new", ""]
    assert table[16][2:] == ["left out", "row 17, Date earned: '31/31/2025' came; allowed is a day such as 5/5/2025"]
    await owner.taps("Import 498 rows")
    done = await owner.waits_for("Imported", timeout=20)
    assert "New: 498, changed: 0, unchanged: 0." in done.text
    assert "row 400, E-mail: 'nobody' came" in done.text
    assert len(await entries(any_bot)) == 498
    assert ("roster.imported", "498 new, 0 changed, 0 unchanged, 2 left out") in await audit(any_bot)


async def test_the_same_file_again_changes_nothing(bot: RunningBot, owner: Person) -> None:
    content = xlsx_file([IDA])
    await at_the_roster(owner)
    await owner.sends_document(content, "roster.xlsx")
    await owner.waits_for("What this file would do")
    await owner.taps("Import 1 row")
    await owner.waits_for("Imported")
    before = await entries(bot)
    await owner.taps("Back to the roster")
    await owner.waits_for("1 entry")
    await owner.sends_document(content, "roster.xlsx")
    again = await owner.waits_for("What this file would do")
    assert "New: 0, changed: 0, unchanged: 1" in again.text
    assert not any(label.startswith("Import") for label in owner.buttons)
    assert await entries(bot) == before


async def test_what_changes_is_named(bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    await owner.sends_document(csv_file([IDA]), "roster.csv")
    await owner.waits_for("What this file would do")
    await owner.taps("Import 1 row")
    await owner.waits_for("Imported")
    await owner.sends_document(csv_file([("ida@example.org", "south")], head=("E-mail", "Tags")), "tags.csv")
    shown = await owner.waits_for("New: 0, changed: 1")
    assert "tags: 1" in shown.text
    assert rows_of(shown)[1] == ["2", "ida@example.org", "changed", "tags"]
    await owner.taps("Import 1 row")
    await owner.waits_for("Imported")
    [ida] = await entries(bot)
    assert (ida.first_name, ida.tags) == ("Ida", ("south",))


async def test_a_file_can_be_looked_at_and_left(bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    await owner.taps("Import a file")
    await owner.waits_for("Send me a CSV or XLSX file here")
    await owner.sends_document(csv_file([IDA]), "roster.csv")
    await owner.waits_for("What this file would do")
    await owner.taps("Change nothing")
    await owner.waits_for("It is empty")
    assert await entries(bot) == []


async def test_a_bad_file_is_told_in_one_line(bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    await owner.sends_document(b"PK\x03\x04 nothing more", "roster.xlsx")
    told = await owner.waits_for("The file is damaged")
    assert "Send me a CSV or XLSX file here" in told.text
    await owner.sends("hello")
    await owner.waits_for("as a file and not as a picture")
    assert bot.transport == "polling"


async def test_a_file_that_is_too_large_is_not_even_fetched(
    telegram: Simulator, bot: RunningBot, owner: Person
) -> None:
    await at_the_roster(owner)
    await owner.sends_document(b"x" * (5 * 2**20 + 1), "roster.csv")
    await owner.waits_for("The file is too large; allowed are up to 5 MB.")
    assert not telegram.calls.of("getFile")
    assert bot.transport == "polling"


async def test_a_caption_never_grows_beyond_what_telegram_takes(bot: RunningBot, owner: Person) -> None:
    head = ("E-mail", "Category", "Date earned", *(f"Column number {n} with a long name" for n in range(60)))
    rows = [
        (f"not an e-mail at all number {n} of many", "IFS", day, *[""] * 60) for n, day in enumerate(["3/4/25"] * 50)
    ]
    rows += [("a@example.org", "IFS", "3/4/2025", *[""] * 60), ("b@example.org", "IFS", "31/4/2024", *[""] * 60)]
    await at_the_roster(owner)
    await owner.sends_document(csv_file(rows, head=head), "roster.csv")
    shown = await owner.waits_for("What this file would do")
    assert "51 rows are left out" in shown.text
    assert "All of them are in the file above." in shown.text
    assert len(await entries(bot)) == 0


async def test_an_old_button_does_not_import_a_newer_file(bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    await owner.sends_document(csv_file([IDA]), "roster.csv")
    first = await owner.waits_for("What this file would do")
    await owner.sends_document(csv_file([IDA, (*IDA[:2], "ole@example.org", *IDA[3:])]), "roster.csv")
    await owner.waits_for("New: 2")
    await owner.taps("Import 1 row", message=first)
    await owner.waits_for("That is not the file I showed you last")
    assert await entries(bot) == []


async def test_somebody_is_found_by_a_part_of_their_name_or_e_mail(bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    await owner.sends_document(csv_file([IDA, ("Áine", "O'Neill", "a@example.org", *[""] * 6)]), "roster.csv")
    await owner.waits_for("What this file would do")
    await owner.taps("Import 2 rows")
    await owner.waits_for("Imported")
    await owner.taps("Back to the roster")
    await owner.waits_for("2 entries")
    await owner.sends("aine o")
    found = await owner.waits_for("a@example.org")
    assert found.text.startswith("Áine O'Neill")
    await owner.sends("IDA@")
    assert "IFS, earned May 5, 2025" in (await owner.waits_for("ida@example.org")).text
    await owner.sends("<nobody>")
    await owner.waits_for("Nobody on the roster has “<nobody>”")
    assert bot.transport == "polling"


async def test_what_is_exported_can_be_imported_again(bot: RunningBot, owner: Person) -> None:
    await at_the_roster(owner)
    risky = ("=1+1", "@Ng", "+ida@example.org", "ECFS + ERS", "", "2025-05-05", "", "2027-12-31", "-north")
    await owner.sends_document(csv_file([IDA, risky]), "roster.csv")
    await owner.waits_for("What this file would do")
    await owner.taps("Import 2 rows")
    await owner.waits_for("Imported")
    for kind in ("CSV", "XLSX"):
        await at_the_roster(owner)
        await owner.taps(f"Export as {kind}")
        exported = await owner.waits_for("The roster, 2 entries")
        assert exported.file is not None
        if kind == "CSV":
            assert rows_of(exported)[0] == [*HEAD, "Known in Telegram"]
            assert rows_of(exported)[2][:4] == ["'=1+1", "'@Ng", "'+ida@example.org", "ECFS"]
        await owner.taps("Back to the roster")
        await owner.waits_for("2 entries")
        await owner.sends_document(exported.file.content, f"roster.{kind.lower()}")
        assert "New: 0, changed: 0, unchanged: 2" in (await owner.waits_for("What this file would do")).text
    assert ("roster.exported", "2 entries as csv") in await audit(bot)


async def test_nobody_else_sees_any_of_it(bot: RunningBot, anna: Person) -> None:
    await anna.sends("/start")
    await anna.waits_for("Hello")
    await anna.sends("/roster")
    await anna.waits_for("I do not know that command")
    await anna.forges("go.o_roster_home")
    await anna.waits_for_toast("That button does not lead anywhere")
    assert bot.transport == "polling"
