"""What announcements are about; everybody chooses which of it they want to hear."""

TOPICS = ("announcements", "training", "rsc_groups", "renewal")
"""In the order in which they are offered; their names are in labels/topics."""
