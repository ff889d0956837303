"""What Telegram says: who the bot is, where updates go, and what time it is."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.clock import Clock
from bot.doctor.finding import Finding, broken, look, well

_MANY = 100
"""Updates that wait at Telegram: more than a bot that works leaves there."""
_RECENT = timedelta(hours=1)
_SLOW, _WRONG = 5, 30
"""Seconds that a clock may be off before it is told, and before it is wrong."""


class Away(Exception):
    """Telegram cannot be reached, or says no; the words hold no address, which has the token in it."""


async def asked(root: str, token: SecretStr, method: str) -> Any:  # noqa: ANN401  as the Bot API answers
    """One call without parameters.

    Raises:
        Away: if there is no answer, or it is a refusal.
    """
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=4)) as http,
            http.get(f"{root}/bot{token.get_secret_value()}/{method}") as answer,
        ):
            told = await answer.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise Away(f"no answer from {root} ({type(error).__name__})") from None
    if not isinstance(told, dict) or not told.get("ok"):
        code = told.get("error_code") if isinstance(told, dict) else None
        raise Away("Telegram knows no such bot" if code in {401, 404} else f"Telegram refuses ({code})")
    return told["result"]


async def token(root: str, secret: SecretStr | None) -> Finding:
    """Whether the token is one."""
    if secret is None:
        return broken("token", "TELEGRAM_BOT_TOKEN is not set", "@BotFather gives one")
    try:
        me = await asked(root, secret, "getMe")
    except Away as error:
        return broken("token", str(error), "compare it with what @BotFather gave, or see to the network")
    return well("token", f"@{me.get('username')}")


async def webhook(root: str, secret: SecretStr | None, wanted: str | None, clock: Clock) -> Finding:
    """Whether updates go where they should."""
    if secret is None:
        return look("webhook", "not known without a token", "set TELEGRAM_BOT_TOKEN")
    try:
        info = await asked(root, secret, "getWebhookInfo")
    except Away as error:
        return broken("webhook", str(error), "see token")
    return webhook_of(info, wanted, clock.now())


def webhook_of(info: Mapping[str, Any], wanted: str | None, now: datetime) -> Finding:
    """What Telegram tells of the webhook, and what was wanted; None: polling."""
    waiting = int(info.get("pending_update_count") or 0)
    stands = info.get("url") or None
    if stands != wanted:
        todo = "start `endorse run` or `endorse web`: that sets it right"
        which = "one that was not set" if wanted is None else "another one"
        what = f"{'none' if stands is None else which} stands at Telegram"
        return broken("webhook", what, todo)
    found = f"{'polling, none stands' if wanted is None else 'as set'}; {waiting} updates wait"
    failed_at = datetime.fromtimestamp(info.get("last_error_date") or 0, UTC)
    if wanted is not None and now - failed_at < _RECENT:
        said = str(info.get("last_error_message") or "")[:200]
        return look("webhook", f"{found}; last failure {failed_at:%H:%M} UTC: {said}", "see the log of that minute")
    if waiting > _MANY:
        return look("webhook", found, "see whether the bot runs")
    return well("webhook", found)


async def clock(root: str, ours: Clock) -> Finding:
    """How far this machine's clock is from that of the Bot API server."""
    try:
        before = ours.now()
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=4)) as http,
            http.get(f"{root}/", allow_redirects=False) as answer,
        ):
            # Whole seconds, cut off: on average the half of one more.
            theirs = parsedate_to_datetime(answer.headers["Date"]) + timedelta(seconds=0.5)
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError, TypeError) as error:
        return look("clock", f"nothing to compare it with ({type(error).__name__})", "see token")
    ahead = round((before + (ours.now() - before) / 2 - theirs).total_seconds())
    found = f"{abs(ahead)} s {'ahead of' if ahead > 0 else 'behind'} Telegram's" if ahead else "as Telegram's"
    if abs(ahead) > _WRONG:
        return broken("clock", found, "reminders come at the wrong time; set the clock, by NTP for instance")
    if abs(ahead) > _SLOW:
        return look("clock", found, "keep it by NTP")
    return well("clock", found)
