"""The association's own list of endorsees and applicants."""
