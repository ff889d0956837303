"""The port for whoever watches over the process: `/healthz` and `/metrics`, to be open to the operator only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from bot.gateway.health import Health
from rules.complaints import BadInput


class Page:
    """What the health port shows."""

    def __init__(self, registry: CollectorRegistry, health: Health) -> None:
        self._registry = registry
        self._health = health

    def app(self) -> web.Application:
        """The application to serve."""
        app = web.Application()
        app.router.add_get("/healthz", self._health.tell)
        app.router.add_get("/metrics", self._tell_metrics)
        return app

    @asynccontextmanager
    async def served(self, host: str, port: int) -> AsyncIterator[None]:
        """Listen during the block.

        Raises:
            BadInput: if nobody can listen there.
        """
        runner = web.AppRunner(self.app(), access_log=None)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                raise BadInput(f"HEALTH_PORT: {port} came; allowed is one to listen on ({error.strerror})") from None
            yield
        finally:
            await runner.cleanup()

    async def _tell_metrics(self, request: web.Request) -> web.Response:
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self._registry), headers={"Content-Type": content_type})
