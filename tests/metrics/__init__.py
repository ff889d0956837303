"""Numbers for whoever operates the bot."""
