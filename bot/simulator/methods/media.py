"""One InputMedia, as editMessageMedia and sendMediaGroup take it."""

from bot.simulator.errors import Json, bad_request
from bot.simulator.files import FileKind
from bot.simulator.messages import Content
from bot.simulator.parameters import Parameters
from bot.simulator.texts import caption
from bot.simulator.world import World

_KINDS: dict[str, FileKind] = {"document": "document", "photo": "photo", "video": "video"}


def read_media(world: World, given: object, parameters: Parameters) -> Content:
    """Its file (an `attach://` names an upload of the same call) and caption."""
    if not isinstance(given, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = _KINDS.get(str(given.get("type")))
    if kind is None:
        raise bad_request('can\'t parse InputMedia: media "type" must be one of photo, document, video')
    if not given.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    own = Parameters(_own_values(given, kind), parameters.uploads)
    return Content(caption(own), world.files.named_in(own, kind, kind))


def _own_values(given: Json, kind: str) -> Json:
    return {**given, kind: given["media"]}
