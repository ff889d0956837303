"""A person says who they are on the roster, by a link that works once."""

import csv
import json
from datetime import timedelta
from io import StringIO

from bot.clock import MovableClock
from bot.simulator import Person
from bot.storage import EntryRow, open_storage
from tests.end_to_end.running import RunningBot
from tests.roster.files import IDA, csv_file

OLE = ("Ole", "Berg", "ole@example.org", *[""] * 6)


async def imported(owner: Person, *rows: tuple[str, ...]) -> None:
    await owner.sends("/roster")
    await owner.waits_for("Roster")
    await owner.sends_document(csv_file(rows), "roster.csv")
    await owner.waits_for("What this file would do")
    await owner.taps(f"Import {len(rows)} row")
    await owner.waits_for("Imported")


async def links(owner: Person) -> dict[str, str]:
    """The payloads of new links, by e-mail."""
    await owner.sends("/roster")
    await owner.waits_for("Roster")
    await owner.taps("Links for a mailing")
    await owner.waits_for("Whoever opens their link")
    await owner.taps("Make the links")
    message = await owner.waits_for("new link")
    assert message.file is not None
    rows = csv.DictReader(StringIO(message.file.content.decode("utf-8-sig")))
    return {row["E-mail"]: row["Link"].partition("?start=")[2] for row in rows if row["Link"]}


async def deleted(owner: Person, name: str) -> None:
    await owner.sends("/roster")
    await owner.waits_for("Roster")
    await owner.sends(name)
    await owner.waits_for("@example.org")
    await owner.taps(f"Delete {name}")
    await owner.waits_for("off the roster?")
    await owner.taps("Yes, take it off the roster")
    await owner.waits_for("Taken off the roster")


async def entry(bot: RunningBot, email: str = "ida@example.org") -> EntryRow:
    async with open_storage(bot.database) as storage, storage.transaction() as tx:
        return next(one for one in await tx.entries() if one.email == email)


async def linked(owner: Person, person: Person) -> None:
    payload = (await links(owner))["ida@example.org"]
    await person.sends(f"/start {payload}")
    await person.waits_for("Is that you?")
    await person.taps("Yes, that is me")
    await person.waits_for("knows now that it is you")


async def test_a_yes_matches_a_person_and_takes_over_what_the_list_has(
    any_bot: RunningBot, owner: Person, anna: Person
) -> None:
    await imported(owner, IDA)
    payload = (await links(owner))["ida@example.org"]
    await anna.sends(f"/start {payload}")
    asked = await anna.waits_for("Is that you?")
    assert "Infant Family Specialist (IFS), earned May 5, 2025" in asked.text
    assert "Ida" not in asked.text
    assert "ida@" not in asked.text
    await anna.taps("Yes, that is me")
    await anna.waits_for("knows now that it is you")
    session = await any_bot.conversation(anna)
    assert [(str(one.category), one.earned_on.isoformat()) for one in session.endorsements] == [("IFS", "2025-05-05")]
    assert str(session.wishes.membership_until) == "2027-12-31"
    assert (await entry(any_bot)).person_id == anna.id


async def test_a_link_works_once(bot: RunningBot, owner: Person, anna: Person, ben: Person) -> None:
    await imported(owner, IDA)
    payload = (await links(owner))["ida@example.org"]
    for person in (anna, ben):
        await person.sends(f"/start {payload}")
        await person.waits_for("Is that you?")
    await anna.taps("Yes, that is me")
    await anna.waits_for("knows now that it is you")
    await ben.taps("Yes, that is me")
    await ben.waits_for("")
    assert (await bot.conversation(ben)).endorsements == ()
    await ben.sends(f"/start {payload}")
    await ben.waits_for("This link was used already")
    assert (await entry(bot)).person_id == anna.id


async def test_a_no_leaves_the_link_as_it_was(bot: RunningBot, owner: Person, anna: Person, ben: Person) -> None:
    await imported(owner, IDA)
    payload = (await links(owner))["ida@example.org"]
    await anna.sends(f"/start {payload}")
    await anna.waits_for("Is that you?")
    await anna.taps("No")
    await anna.waits_for("What would you like to do?")
    await ben.sends(f"/start {payload}")
    await ben.waits_for("Is that you?")
    assert (await entry(bot)).person_id is None


async def test_newer_links_end_older_ones_and_all_of_them_expire(
    bot: RunningBot, owner: Person, anna: Person, clock: MovableClock
) -> None:
    await imported(owner, IDA)
    older, newer = (await links(owner))["ida@example.org"], (await links(owner))["ida@example.org"]
    await anna.sends(f"/start {older}")
    await anna.waits_for("This link was used already")
    clock.advance(timedelta(days=31))
    await anna.sends(f"/start {newer}")
    await anna.waits_for("This link was used already")
    assert (await entry(bot)).person_id is None


async def test_only_a_mark_of_a_link_is_stored(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA)
    payload = (await links(owner))["ida@example.org"]
    secret = payload.removeprefix("r-")
    await anna.sends(f"/start {payload}")
    await anna.waits_for("Is that you?")
    assert secret not in json.dumps(dict(await bot.session(anna)))
    assert len(secret) >= 32


async def test_nobody_takes_two_entries(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA, OLE)
    await linked(owner, anna)
    payloads = await links(owner)
    assert list(payloads) == ["ole@example.org"]
    await anna.sends(f"/start {payloads['ole@example.org']}")
    await anna.waits_for("You are matched with an entry")
    assert (await entry(bot, "ole@example.org")).person_id is None


async def test_it_can_be_taken_back_in_the_settings(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA)
    await linked(owner, anna)
    await anna.sends("/settings")
    await anna.waits_for("Settings")
    await anna.taps("The association’s list")
    await anna.waits_for("You said that an entry")
    await anna.taps("Take it back")
    await anna.waits_for("Taken back")
    assert "The association’s list" not in anna.buttons
    assert (await entry(bot)).person_id is None
    assert len((await bot.conversation(anna)).endorsements) == 1


async def test_the_export_of_ones_own_data_holds_the_entry(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA)
    await linked(owner, anna)
    await anna.sends("/export")
    message = await anna.waits_for("Everything I have stored about you")
    assert message.file is not None
    listed = json.loads(message.file.content)["roster"]
    assert (listed["email"], listed["tags"]) == ("ida@example.org", ["north", "peers"])
    assert listed["endorsements"][0]["earned_on"] == "2025-05-05"
    assert (await entry(bot)).person_id == anna.id


async def test_an_import_does_not_bring_back_who_was_forgotten(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA)
    await linked(owner, anna)
    await anna.sends("/delete")
    await anna.waits_for("Delete everything?")
    await anna.taps("Yes, delete everything")
    await anna.waits_for("Everything is deleted")
    await imported(owner, (*IDA[:1], "Ng-Ruiz", *IDA[2:]))
    assert await bot.row(anna) is None
    assert (await entry(bot)).person_id is None


async def test_what_a_forger_makes_up_leads_nowhere(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA)
    await links(owner)
    await anna.sends("/start r-nothing")
    await anna.waits_for("This link was used already")
    for data in ("do.o_yours_yes", "go.o_yours", "do.o_yours_yes.1.2"):
        await anna.forges(data)
        await anna.waits_for_toast("That button does not lead anywhere")
    await anna.forges("go.o_yours.abc")
    await anna.waits_for_toast()
    assert (await entry(bot)).person_id is None


async def test_who_may_be_late_is_listed_with_a_way_to_write_to_them(
    bot: RunningBot, owner: Person, anna: Person, clock: MovableClock
) -> None:
    await imported(owner, IDA)
    await linked(owner, anna)
    await owner.sends("/roster")
    await owner.waits_for("May miss their deadline: 1")
    await owner.taps("Who may be late")
    told = await owner.waits_for("Ida Ng, IFS")
    assert "short by Dec 31, 2027" in told.text
    assert "Write to Ida Ng" in owner.buttons
    clock.advance(timedelta(days=800))
    await owner.sends("/roster")
    await owner.waits_for("May miss their deadline: 0")
    await owner.taps("Who may be late")
    assert "1 person has a deadline that has passed" in (await owner.waits_for("Nobody")).text
    assert bot.transport == "polling"


async def test_a_deleted_entry_takes_its_link_with_it(bot: RunningBot, owner: Person, anna: Person) -> None:
    await imported(owner, IDA, OLE)
    payload = (await links(owner))["ida@example.org"]
    await anna.sends(f"/start {payload}")
    await anna.waits_for("Is that you?")
    await deleted(owner, "Ida Ng")
    await anna.taps("Yes, that is me")
    await anna.waits_for_toast("does not lead anywhere")
    await anna.sends(f"/start {payload}")
    await anna.waits_for("used already")
    async with open_storage(bot.database) as storage, storage.transaction() as tx:
        assert [one.email for one in await tx.entries()] == ["ole@example.org"]
        assert [(one.what, one.subject) for one in await tx.audit_log(1)] == [("roster.deleted", "entry 1")]


async def test_who_was_known_by_a_deleted_entry_keeps_what_they_recorded(
    bot: RunningBot, owner: Person, anna: Person
) -> None:
    await imported(owner, IDA)
    await linked(owner, anna)
    before = (await bot.conversation(anna)).endorsements
    await deleted(owner, "Ida Ng")
    assert (await bot.conversation(anna)).endorsements == before
    await imported(owner, IDA)
    await linked(owner, anna)
    assert (await entry(bot)).person_id == anna.id
