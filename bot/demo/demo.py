"""The demo as a whole: a simulated Telegram with pages in front of it, on one address."""

import secrets

from aiohttp import web
from typing_extensions import override

from bot.demo.actions import Actions
from bot.demo.broadcast import Broadcast
from bot.demo.calendar import Calendar
from bot.demo.files import file_routes
from bot.demo.guard import add_headers, guard
from bot.demo.news import News
from bot.demo.page import Page
from bot.demo.people import People
from bot.demo.views import Views
from bot.simulator import Simulator
from bot.simulator.gateway import LARGEST_REQUEST, Gateway


class Demo(Simulator):
    """Serves the page and the Bot API while it is entered; run the bot against it with `embedded`.

    Only those who know a secret can act: the page carries one, the bot's token holds another. The simulator's control
    routes know neither and are left out.
    """

    def __init__(self, calendar: Calendar, *, host: str = "127.0.0.1", port: int = 0) -> None:
        """`calendar` holds the bot's clock; `port` 0 takes any free one."""
        super().__init__(
            token=f"1234:{secrets.token_urlsafe(24)}", host=host, port=port, clock=calendar.clock.now, calls_kept=0
        )
        self.calendar = calendar
        self.residents = People(self)
        self.broadcast = Broadcast()
        self.page_token = secrets.token_urlsafe(24)

    @override
    def application(self) -> web.Application:
        username = str(self.world.bot.username)
        views = Views(self.calendar, self.page_token, username)
        news = News(self, self.residents, self.broadcast, views)
        application = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[guard(self.page_token)])
        application.add_routes(Gateway(self.world).routes())
        application.add_routes(Page(self.world, self.residents, views).routes())
        application.add_routes(Actions(self.residents, self.calendar, news, username).routes())
        application.add_routes(news.routes())
        application.add_routes(file_routes(self.world.files))
        application.on_response_prepare.append(add_headers)
        application.cleanup_ctx.append(news.follow)
        application.on_shutdown.append(self._close)
        return application
