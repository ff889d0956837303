"""The page itself, its script, its style, its icon, and the menu of commands."""

from pathlib import Path

from aiohttp import web

from bot.demo.commands import listed
from bot.demo.people import People
from bot.demo.views import Views
from bot.simulator.world import World

_STATIC = Path(__file__).with_name("static")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Page:
    """What is read with GET."""

    def __init__(self, world: World, people: People, views: Views) -> None:
        self._world = world
        self._people = people
        self._views = views

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get(r"/people/{id:\d{1,3}}/commands", self.commands),
            web.get("/{name:[a-z]+[.](?:css|js|svg)}", self.static),
        ]

    async def page(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._views.page(self._people), content_type="text/html")

    async def commands(self, request: web.Request) -> web.Response:
        menu = listed(self._world.profile, int(request.match_info["id"]))
        return web.Response(text=self._views.commands(menu), content_type="text/html")

    async def static(self, request: web.Request) -> web.Response:
        file = _STATIC / request.match_info["name"]
        if not file.is_file():
            raise web.HTTPNotFound(text="file: not known\n")
        return web.Response(text=file.read_text("utf-8"), content_type=_KINDS[file.suffix], charset="utf-8")
