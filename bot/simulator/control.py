"""The simulator over HTTP, for tests and pages in other processes: `/simulator/…`, JSON in and out.

| route | what it does |
| --- | --- |
| POST people/{id} `{first_name?, last_name?, username?, language_code?}` | makes one |
| POST people/{id}/send `{text}` · /tap `{label, message_id?}` · /forge `{data, message_id?}` | gives `{update_id}` |
| POST people/{id}/document · /photo: the bytes as body, `?name=&caption=` | sends a file |
| POST people/{id}/block · /unblock · /delete_account | |
| POST people/{id}/repeat `{update_id}` | delivers an update again |
| GET people/{id}/messages `?after=version` · /toasts · /wait `?text=&timeout=&ever=` | what they see |
| POST faults `{kind, times?, method?, chat_id?, every?, …}` · DELETE faults | `refuse`, `hang`, `cut`, `slow` |
| GET calls `?method=` · DELETE calls · GET status · GET files/{id} · GET events | events are server-sent |
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from bot.simulator.buttons import NoSuchButton
from bot.simulator.errors import ApiError, Json
from bot.simulator.faults import Cut, Fault, Hang, Refuse, Slow
from bot.simulator.people import WAIT, NotSeen, Person
from bot.simulator.updates import Update
from bot.simulator.views import call_view, event_view, message_view, toast_view

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Act = Callable[[Person, Json], Awaitable[Update | None]]


def control_routes(simulator: "Simulator") -> list[web.RouteDef]:
    control = _Control(simulator)
    acts: dict[str, Act] = {
        "send": lambda person, body: person.sends(body["text"]),
        "tap": lambda person, body: person.taps(body["label"], message=body.get("message_id")),
        "forge": lambda person, body: person.forges(body["data"], message=body.get("message_id")),
        "block": lambda person, _: person.blocks(),
        "unblock": lambda person, _: person.unblocks(),
        "delete_account": lambda person, _: person.deletes_account(),
        "repeat": control.repeat,
    }
    return [
        web.post("/simulator/people/{id}", _plainly(control.make_person)),
        *(web.post(f"/simulator/people/{{id}}/{name}", _plainly(control.acting(act))) for name, act in acts.items()),
        web.post("/simulator/people/{id}/{kind:document|photo}", _plainly(control.send_file)),
        web.get("/simulator/people/{id}/messages", _plainly(control.messages)),
        web.get("/simulator/people/{id}/toasts", _plainly(control.toasts)),
        web.get("/simulator/people/{id}/wait", _plainly(control.wait)),
        web.post("/simulator/faults", _plainly(control.order_fault)),
        web.delete("/simulator/faults", _plainly(control.clear_faults)),
        web.get("/simulator/calls", _plainly(control.calls)),
        web.delete("/simulator/calls", _plainly(control.clear_calls)),
        web.get("/simulator/status", _plainly(control.status)),
        web.get("/simulator/files/{id}", _plainly(control.file)),
        web.get("/simulator/events", control.events),
    ]


class _Control:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def make_person(self, request: web.Request) -> web.Response:
        allowed = ("first_name", "last_name", "username", "language_code")
        body = await _body(request)
        person = self._simulator.person(
            int(request.match_info["id"]), **{name: body[name] for name in allowed if name in body}
        )
        return _json({"id": person.id, "first_name": person.account.first_name})

    def acting(self, act: Act) -> Handler:
        async def handler(request: web.Request) -> web.Response:
            update = await act(self._person(request), await _body(request))
            return _json({"update_id": update.id if update else None})

        return handler

    async def repeat(self, person: Person, body: Json) -> Update:
        update = self._simulator.updates.recent(int(body["update_id"]))
        if update is None:
            raise ValueError(f"update {body['update_id']} is not known")
        await person.repeats(update)
        return update

    async def send_file(self, request: web.Request) -> web.Response:
        person, content, query = self._person(request), await request.read(), request.query
        caption = query.get("caption", "")
        if request.match_info["kind"] == "photo":
            update = await person.sends_photo(content, caption=caption)
        else:
            name = query.get("name", "document.pdf")
            update = await person.sends_document(content, name, caption=caption, mime=request.content_type)
        return _json({"update_id": update.id})

    async def messages(self, request: web.Request) -> web.Response:
        after = int(request.query.get("after", -1))
        return _json([message_view(one) for one in self._person(request).messages if one.version > after])

    async def toasts(self, request: web.Request) -> web.Response:
        return _json([toast_view(toast) for toast in self._person(request).toasts])

    async def wait(self, request: web.Request) -> web.Response:
        message = await self._person(request).waits_for(
            request.query.get("text", ""),
            timeout=float(request.query.get("timeout", WAIT)),
            ever=request.query.get("ever") == "true",
        )
        return _json(message_view(message))

    async def order_fault(self, request: web.Request) -> web.Response:
        body = await _body(request)
        self._simulator.faults.order(
            _fault(body),
            times=body.get("times", 1),
            method=body.get("method"),
            chat_id=body.get("chat_id"),
            every=body.get("every", 1),
        )
        return _json({})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        self._simulator.faults.clear()
        return _json({})

    async def calls(self, request: web.Request) -> web.Response:
        method = request.query.get("method")
        calls = self._simulator.calls.of(method) if method else self._simulator.calls
        return _json([call_view(call) for call in calls])

    async def clear_calls(self, _request: web.Request) -> web.Response:
        self._simulator.calls.clear()
        return _json({})

    async def status(self, _request: web.Request) -> web.Response:
        world = self._simulator.world
        return _json(
            {
                "next_update_id": world.updates.next_id,
                "pending": len(world.updates.pending),
                "webhook": world.courier.webhook.url if world.courier else None,
                "calls": world.calls.total,
                "people": [person.id for person in self._simulator.people],
            }
        )

    async def file(self, request: web.Request) -> web.Response:
        file = self._simulator.world.files.with_id(request.match_info["id"])
        if file is None:
            raise ValueError(f"file {request.match_info['id']} is not known")
        # Shown as what it is only when a browser can do no harm with it.
        shown = file.kind == "photo" or file.mime in {"application/pdf", "text/plain"}
        headers = {"X-Content-Type-Options": "nosniff"}
        if not shown:
            headers["Content-Disposition"] = "attachment"
        mime = file.mime if shown else "application/octet-stream"
        return web.Response(body=file.content, content_type=mime, headers=headers)

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with self._simulator.subscribe() as subscription:
            await response.prepare(request)
            async for event in subscription:
                await response.write(b"data: " + orjson.dumps(event_view(event)) + b"\n\n")
        return response

    def _person(self, request: web.Request) -> Person:
        return self._simulator.person(int(request.match_info["id"]))


def _fault(body: Json) -> Fault:
    match body.get("kind"):
        case "refuse":
            return Refuse(body["code"], body.get("description"), body.get("retry_after"))
        case "hang":
            return Hang(acted=body["acted"], seconds=body.get("seconds", 600.0))
        case "cut":
            return Cut(acted=body["acted"])
        case "slow":
            return Slow(body["seconds"])
        case other:
            raise ValueError(f"kind is refuse, hang, cut or slow, not {other!r}")


def _plainly(handler: Handler) -> Handler:
    """Answers a mistake of the caller with 400 and one line, what did not come in time with 404."""

    async def plain(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except KeyError as missing:
            return _json({"error": f"{missing} is missing"}, 400)
        except (NoSuchButton, ValueError, TypeError, RuntimeError, ApiError) as mistake:
            return _json({"error": str(mistake)}, 400)
        except NotSeen as absent:
            return _json({"error": str(absent)}, 404)

    return plain


async def _body(request: web.Request) -> Json:
    raw = await request.read()
    body = orjson.loads(raw) if raw else {}
    if not isinstance(body, dict):
        raise TypeError("the body is a JSON object")
    return body


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")
