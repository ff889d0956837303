"""The same work done by us and by peers, measured in one run: `endorse bench`."""
