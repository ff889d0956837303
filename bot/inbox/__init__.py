"""Questions to the coordinator, relayed both ways."""
