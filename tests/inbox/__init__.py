"""The inbox over a simulated Telegram, on each database."""
