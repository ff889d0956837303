"""The bot's files: pictures are shown, everything else is downloaded under a safe name."""

import re
from urllib.parse import quote

from aiohttp import web

from bot.simulator import StoredFile
from bot.simulator.files import Files

_PICTURES = frozenset({"image/png", "image/jpeg"})
_LONGEST_NAME = 120


def file_routes(files: Files) -> list[web.RouteDef]:
    async def file(request: web.Request) -> web.Response:
        found = files.with_id(request.match_info["id"])
        if found is None:
            raise web.HTTPNotFound(text="file: not known\n")
        # The sandbox: even if a browser shows it after all, nothing in it can run or read.
        return web.Response(
            body=found.content,
            content_type=found.mime if shown(found) else "application/octet-stream",
            headers={
                "Content-Disposition": disposition(found.name, inline=shown(found)),
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "Cache-Control": "private, max-age=3600",
            },
        )

    return [web.get(r"/files/{id:[A-Za-z0-9]+}", file)]


def shown(file: StoredFile) -> bool:
    """Whether it is a picture that a browser may show."""
    return file.kind == "photo" and file.mime in _PICTURES


def disposition(name: str, *, inline: bool = False) -> str:
    """The Content-Disposition of a file: no folders, no control characters, and a plain name for old browsers."""
    bare = "".join(char for char in re.split(r"[/\\]", name)[-1] if char.isprintable()).strip(". ")
    bare = bare[-_LONGEST_NAME:] or "file"
    plain = re.sub(r"[^A-Za-z0-9._ ()-]", "_", bare)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(bare, safe='')}"
