"""Getting updates: by long polling or by webhook, never both."""

import re

from bot.simulator.api import method, perform
from bot.simulator.errors import ApiError, Json, bad_request, conflict
from bot.simulator.parameters import Parameters
from bot.simulator.updates import MOST_AT_ONCE
from bot.simulator.webhook import Webhook
from bot.simulator.world import World

_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_MOST_CONNECTIONS = 100
_NOT_IN_A_REPLY = frozenset({"setwebhook", "deletewebhook", "close", "logout"})
_WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@method("getUpdates")
async def get_updates(world: World, parameters: Parameters) -> list[Json]:
    updates = world.updates
    if world.courier is not None:
        await updates.pause_before_conflict()
        raise conflict(_WEBHOOK_ACTIVE)
    _allow(world, parameters)
    limit = parameters.integer("limit", MOST_AT_ONCE)
    if not 1 <= limit <= MOST_AT_ONCE:
        limit = MOST_AT_ONCE
    timeout = 0 if world.closing.is_set() else max(parameters.integer("timeout"), 0)
    try:
        return await updates.get(parameters.integer("offset"), limit, timeout)
    except ApiError:
        await updates.pause_before_conflict()
        raise


@method("setWebhook")
async def set_webhook(world: World, parameters: Parameters) -> bool:
    url = parameters.text("url")
    if not url:
        return await delete_webhook(world, parameters)
    if not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = parameters.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, parameters)
    _drop_if_asked(world, parameters)
    connections = min(max(parameters.integer("max_connections", 40), 1), _MOST_CONNECTIONS)

    async def perform_reply(name: str, values: Json) -> object:
        if name.lower().startswith("get") or name.lower() in _NOT_IN_A_REPLY:
            return None
        return await perform(world, name, Parameters(values))

    await world.set_webhook(Webhook(url, secret, connections), perform_reply)
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, parameters: Parameters) -> bool:
    await world.remove_webhook()
    _drop_if_asked(world, parameters)
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, _parameters: Parameters) -> Json:
    info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    if world.updates.allowed is not None:
        info["allowed_updates"] = sorted(world.updates.allowed)
    if world.courier is not None:
        webhook = world.courier.webhook
        info |= {"url": webhook.url, "max_connections": webhook.max_connections}
        if world.courier.last_error is not None:
            info |= {"last_error_message": world.courier.last_error}
    return info


def _allow(world: World, parameters: Parameters) -> None:
    """Not given: what was asked for last still holds."""
    kinds = parameters.structure("allowed_updates", of="allowed updates")
    if isinstance(kinds, list):
        world.updates.allow(kinds)


def _drop_if_asked(world: World, parameters: Parameters) -> None:
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_pending()
