"""Every command. A new one is a module beside this one and a line here."""

from bot.cli.command import Command

COMMANDS = (
    Command("chat", "talk with the bot in the terminal: no token, no network"),
    Command("demo", "the bot in a browser at a local address, beside a clock that can be moved", serves=True),
    Command("run", "the bot, all in one process: long polling, or a webhook when WEBHOOK_URL is set", serves=True),
    Command("web", "the webhook server, for several machines", serves=True),
    Command("worker", "the sender of reminders and announcements, for several machines", serves=True),
    Command("why", "why a person did or did not get a reminder, for the operator"),
    Command("roster", "import or export the association's list, or tell who of it may be late"),
    Command("broadcast", "keep, count, send, stop and follow announcements, for scripts"),
    Command("stats", "how many people stand where, and what was sent; small counts are hidden"),
    Command("doctor", "what is well, what to look at, what is broken, and what to do about it"),
    Command("backup", "everything that cannot be had again, in one private file, while the bot runs"),
    Command("restore", "put a backup back; who asked to be forgotten stays forgotten, what was sent stays sent"),
    Command("audit", "who did what, when and on whom"),
    Command("assess", "a profile as JSON in, an assessment as JSON out"),
    Command("renewal", "an endorsement record as JSON in, a renewal status as JSON out"),
    Command("rules", "check the rule packs, list the requirements, or show one category with its sources"),
    Command("flow", "draw an interview from its own declaration"),
    Command("bench", "the same work by us and by peers, measured; needs the source tree"),
)
