"""Sending files, and the way to fetch them."""

from bot.simulator.api import method
from bot.simulator.errors import Json, bad_request
from bot.simulator.files import LARGEST_DOWNLOAD, FileKind
from bot.simulator.messages import Content
from bot.simulator.methods.sending import address
from bot.simulator.parameters import Parameters
from bot.simulator.texts import caption
from bot.simulator.world import World


@method("sendDocument")
def send_document(world: World, parameters: Parameters) -> Json:
    return _send(world, parameters, "document")


@method("sendPhoto")
def send_photo(world: World, parameters: Parameters) -> Json:
    return _send(world, parameters, "photo")


@method("sendVideo")
def send_video(world: World, parameters: Parameters) -> Json:
    return _send(world, parameters, "video")


@method("getFile")
def get_file(world: World, parameters: Parameters) -> Json:
    file = world.files.with_id(parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def _send(world: World, parameters: Parameters, kind: FileKind) -> Json:
    file = world.files.named_in(parameters, kind, kind)
    text = caption(parameters)
    return address(world, parameters).post(world, Content(text, file)).as_json()
