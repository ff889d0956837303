"""The page itself, its script, its style, its icon, and the menu of commands."""

from pathlib import Path

from aiohttp import web

from bot.demo.commands import listed
from bot.demo.people import People
from bot.demo.views import Views
from bot.simulator.world import World

_STATIC = Path(__file__).with_name("static")
_KINDS = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}


class Page:
    """What is read with GET."""

    def __init__(self, world: World, people: People, views: Views) -> None:
        self._world = world
        self._people = people
        self._views = views

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/commands", self.commands),
            web.get(r"/{name:page\.css|page\.js|icon\.svg}", self.static),
        ]

    async def page(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._views.page(self._people), content_type="text/html")

    async def commands(self, _request: web.Request) -> web.Response:
        return web.Response(text=self._views.commands(listed(self._world.profile)), content_type="text/html")

    async def static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        return web.Response(text=(_STATIC / name).read_text("utf-8"), content_type=_KINDS[name], charset="utf-8")
