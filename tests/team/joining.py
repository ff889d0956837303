"""How somebody comes into the team, over Telegram."""

from bot.simulator import Person


async def invitation(owner: Person, role: str) -> str:
    """The payload of a new link for one coordinator or drafter."""
    await owner.sends("/team")
    await owner.waits_for("Team")
    await owner.taps(f"Invite a {role}")
    shown = await owner.waits_for("?start=")
    return shown.text.partition("?start=")[2].split()[0]


async def hired(owner: Person, person: Person, role: str) -> None:
    """The person has opened a link of the owner's."""
    payload = await invitation(owner, role)
    await person.sends(f"/start {payload}")
    await person.waits_for("/office")
