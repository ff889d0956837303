"""Who may ask: only this page, on this address. A page of another site can neither act nor read."""

import secrets

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

TOKEN_HEADER = "X-Demo-Token"  # noqa: S105  a name, no secret

_BOT_API = ("/bot", "/file/bot")

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def guard(page_token: str) -> Middleware:
    """Turns away foreign hosts, and whatever would act without the page's token."""

    @web.middleware
    async def guarding(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.host not in _own_hosts(request):
            raise web.HTTPForbidden(text="host: foreign; open the address that was printed\n")
        if request.method not in {"GET", "HEAD"} and not request.path.startswith(_BOT_API):
            _check_page(request, page_token)
        return await handler(request)

    return guarding


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """What every answer says; an answer that says something stricter keeps it."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _own_hosts(request: web.Request) -> tuple[str, ...]:
    """What the Host header may be: a name that a stranger has pointed at this machine is none of these."""
    if request.transport is None:
        return ()
    address, port = request.transport.get_extra_info("sockname")[:2]
    return tuple(f"{name}:{port}" if port != 80 else name for name in (address, "localhost"))  # noqa: PLR2004  HTTP's own


def _check_page(request: web.Request, page_token: str) -> None:
    if request.headers.get("Origin") != f"http://{request.host}":
        raise web.HTTPForbidden(text="origin: foreign; only the demo's own page may act\n")
    if not secrets.compare_digest(request.headers.get(TOKEN_HEADER, "").encode(), page_token.encode()):
        raise web.HTTPForbidden(text="token: wrong or missing; reload the page\n")
    # Neither can be sent by a form of another site.
    if request.content_type not in {"application/json", "application/octet-stream"}:
        raise web.HTTPUnsupportedMediaType(text="body: allowed is JSON, or the bytes of a file\n")
