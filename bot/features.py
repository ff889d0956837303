"""Every part of the office. A new one is a package of its own and a line here."""

from bot.announcements.audience import AUDIENCE
from bot.announcements.composing import COMPOSING
from bot.announcements.running import RUNNING
from bot.figures.desk import FIGURES
from bot.inbox.desk import INBOX
from bot.office.feature import joined
from bot.roster.desk import ROSTER
from bot.team.desk import TEAM

FEATURES = joined((TEAM, COMPOSING, AUDIENCE, RUNNING, INBOX, ROSTER, FIGURES))
