"""How it reaches people: Telegram, storage, commands; the only place with I/O."""
