"""Writing announcements: the tables of everything that can be done there."""

from bot.announcements import listing, parts, previewing, tapping, writing
from bot.office.feature import Act, Feature, Place
from dialogs.roles import Role

_LEAST = Role.DRAFTER

COMPOSING = Feature(
    acts={
        "o_remove_text": Act(writing.remove_text, _LEAST),
        "o_bring_back": Act(writing.bring_back, _LEAST),
        "o_below": Act(writing.open_below, _LEAST),
        "o_remove_button": Act(parts.remove_button, _LEAST),
        "o_remove_piece": Act(parts.remove_piece, _LEAST),
        "o_topic_is": Act(parts.set_topic, _LEAST),
        "o_copy": Act(listing.copy, _LEAST),
        "o_keep_template": Act(listing.keep_template, _LEAST),
        "o_delete_yes": Act(listing.delete, _LEAST),
        "o_preview": Act(previewing.preview, _LEAST),
        "o_test": Act(previewing.send_test, _LEAST),
        "o_still": Act(previewing.still, _LEAST),
        "o_tap": Act(tapping.tap, None),
    },
    places={
        "o_announcements": Place(listing.show_announcements, _LEAST),
        "o_templates": Place(listing.show_templates, _LEAST),
        "o_copies": Place(listing.show_copies, _LEAST),
        "o_delete": Place(listing.show_delete, _LEAST),
        "o_new": Place(writing.show_new, _LEAST, writing.write_new),
        "o_compose": Place(writing.show_draft, _LEAST, writing.write_draft),
        "o_buttons": Place(parts.show_buttons, _LEAST, parts.write_buttons),
        "o_pieces": Place(parts.show_pieces, _LEAST, parts.write_pieces),
        "o_fields": Place(parts.show_fields, _LEAST, parts.write_fields),
        "o_topic": Place(parts.show_topic, _LEAST),
        "o_previewed": Place(previewing.show_previewed, _LEAST, previewing.write_previewed),
    },
    commands={"announce": "o_announcements"},
)
