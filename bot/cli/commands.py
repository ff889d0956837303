"""Every command. A new one is a module beside this one and a line here."""

from bot.cli.command import Command

COMMANDS = (
    Command("assess", "a profile as JSON in, an assessment as JSON out"),
    Command("renewal", "an endorsement record as JSON in, a renewal status as JSON out"),
    Command("rules", "check the rule packs, list the requirements, or show one category with its sources"),
    Command("flow", "draw an interview from its own declaration"),
)
