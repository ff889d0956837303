"""Everything that can be done with the roster, by name."""

from bot.office.feature import Act, Feature, Place
from bot.roster import claiming, deleting, handing, home, intake
from bot.roster.linking import PREFIX
from dialogs.roles import Role

ROSTER = Feature(
    acts={
        "o_roster": Act(home.enter, Role.COORDINATOR),
        "o_import_look": Act(intake.look, Role.COORDINATOR),
        "o_import_yes": Act(intake.confirm, Role.COORDINATOR),
        "o_roster_export": Act(handing.export, Role.COORDINATOR),
        "o_roster_links_yes": Act(handing.make_links, Role.COORDINATOR),
        "o_entry_delete_yes": Act(deleting.delete, Role.COORDINATOR),
        "o_at_risk": Act(handing.at_risk, Role.COORDINATOR),
        "o_claim": Act(claiming.claim, None),
        "o_yours_yes": Act(claiming.confirm, None),
        "o_unlink_yes": Act(claiming.unlink, None),
    },
    places={
        "o_roster_home": Place(home.show_home, Role.COORDINATOR, home.written),
        "o_import": Place(intake.show_import, Role.COORDINATOR, intake.written),
        "o_roster_links": Place(handing.show_links, Role.COORDINATOR),
        "o_roster_file": Place(handing.show_file, Role.COORDINATOR),
        "o_entry_delete": Place(deleting.show_delete, Role.COORDINATOR),
        "o_yours": Place(claiming.show_yours, None),
        "o_unlink": Place(claiming.show_unlink, None),
    },
    commands={"roster": "o_roster"},
    links={PREFIX: "o_claim"},
)
