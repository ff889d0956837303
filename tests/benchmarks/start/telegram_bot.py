"""python-telegram-bot: an application with a handler for /start."""

import os

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes


async def _start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message is not None:
        await update.message.reply_text("Hello.")


if __name__ == "__main__":
    builder = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"])
    application = builder.base_url(f"{os.environ['TELEGRAM_API_BASE_URL']}/bot").build()
    application.add_handler(CommandHandler("start", _start))
    application.run_polling()
