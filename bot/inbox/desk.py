"""The inbox as a part of the office: everybody may ask, coordinators answer."""

from bot.inbox import answering, asking, canned, lists
from bot.office.feature import Act, Feature, Place
from dialogs.roles import Role

INBOX = Feature(
    acts={
        "o_send": Act(asking.send, None),
        "o_done": Act(asking.done, None),
        "o_mine": Act(answering.take, Role.COORDINATOR),
        "o_close": Act(answering.close, Role.COORDINATOR),
        "o_reopen": Act(answering.reopen, Role.COORDINATOR),
        "o_say": Act(answering.say, Role.COORDINATOR),
        "o_again": Act(answering.again, Role.COORDINATOR),
        "o_uncan": Act(canned.throw_away, Role.COORDINATOR),
    },
    places={
        "o_ask": Place(asking.show_ask, None, asking.ask),
        "o_ask_check": Place(asking.show_check, None, asking.ask),
        "o_inbox": Place(lists.show_inbox, Role.COORDINATOR),
        "o_case": Place(lists.show_case, Role.COORDINATOR),
        "o_answer": Place(answering.show_answer, Role.COORDINATOR, answering.answer),
        "o_write": Place(answering.show_write, Role.COORDINATOR, answering.write),
        "o_canned": Place(canned.show_canned, Role.COORDINATOR),
        "o_canned_new": Place(canned.show_new, Role.COORDINATOR, canned.keep),
        "o_canned_one": Place(canned.show_one, Role.COORDINATOR),
    },
    commands={"coordinator": "o_ask", "inbox": "o_inbox"},
    links={"inbox": "o_inbox"},
)
