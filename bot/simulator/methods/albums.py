"""sendMediaGroup."""

from bot.simulator.api import method
from bot.simulator.errors import Json, bad_request
from bot.simulator.methods.media import read_media
from bot.simulator.methods.sending import address
from bot.simulator.parameters import Parameters
from bot.simulator.world import World

LARGEST_ALBUM = 10


@method("sendMediaGroup")
def send_media_group(world: World, parameters: Parameters) -> list[Json]:
    given = parameters.structure("media", of="media")
    if not isinstance(given, list) or not given:
        raise bad_request("there are no messages to send")
    if len(given) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    contents = [read_media(world, one, parameters) for one in given]
    kinds = {content.kind for content in contents}
    if "document" in kinds and len(kinds) > 1:
        raise bad_request("document can't be mixed with other media types")
    envelope = address(world, parameters)
    album = world.serial()
    return [envelope.post(world, content, album=album).as_json() for content in contents]
