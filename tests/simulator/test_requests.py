import aiohttp
import pytest

from bot.simulator import Person, Simulator
from tests.simulator.conftest import TOKEN, Call


async def _get(http: aiohttp.ClientSession, url: str) -> tuple[int, object]:
    async with http.get(url) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot1234:WRONG/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 404, "Not Found"),
        (f"/bot{TOKEN}/getNothing", 404, "Not Found"),
        (f"/file/bot{TOKEN}/documents/none", 404, "Not Found"),
    ],
)
async def test_wrong_tokens_and_unknown_methods_are_refused(
    simulator: Simulator, http: aiohttp.ClientSession, path: str, code: int, description: str
) -> None:
    body = {"ok": False, "error_code": code, "description": description}
    assert await _get(http, simulator.url + path) == (code, body)


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE", "sendmessage"])
async def test_parameters_come_by_query_and_names_in_any_case(
    simulator: Simulator, http: aiohttp.ClientSession, ada: Person, method: str
) -> None:
    status, _ = await _get(http, f"{simulator.url}/bot{TOKEN}/{method}?chat_id=7&text=by+query")
    assert (status, ada.last.text) == (200, "by query")


async def test_parameters_come_by_form_json_and_multipart(
    simulator: Simulator, http: aiohttp.ClientSession, ada: Person
) -> None:
    url = f"{simulator.url}/bot{TOKEN}/sendMessage"
    multipart = aiohttp.FormData({"chat_id": "7", "text": "by multipart"}, default_to_multipart=True)
    await http.post(url, data={"chat_id": "7", "text": "by form"})
    await http.post(url, json={"chat_id": 7, "text": "by JSON"})
    await http.post(url, data=multipart)
    assert [message.text for message in ada.messages[1:]] == ["by form", "by JSON", "by multipart"]


async def test_bad_json_is_refused(simulator: Simulator, http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"{simulator.url}/bot{TOKEN}/getMe", data=b"{", headers=headers) as answer:
        assert (await answer.json())["description"] == "Bad Request: can't parse JSON object"


async def test_a_text_that_is_no_utf_8_is_refused(simulator: Simulator, http: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"{simulator.url}/bot{TOKEN}/sendMessage", data=b"text=%ff", headers=headers) as answer:
        assert (await answer.json())["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_a_call_without_a_chat_is_refused(call: Call) -> None:
    assert (await call("sendMessage", text="x"))["description"] == "Bad Request: chat_id is empty"


async def test_calls_are_recorded_with_their_time_and_result(simulator: Simulator, call: Call, ada: Person) -> None:
    await call("sendMessage", chat_id=7, text="x")
    await call("sendMessage", chat_id=8, text="x")
    good, bad = simulator.calls.of("sendMessage")
    assert (good.ok, good.chat_id, good.parameters["text"], good.acted) == (True, ada.id, "x", True)
    assert (bad.ok, bad.code, bad.acted) == (False, 400, False)
    assert good.at <= bad.at
    assert simulator.calls.of("sendMessage", chat_id=7) == [good]


async def test_the_record_of_calls_is_bounded_and_can_be_switched_off(http: aiohttp.ClientSession) -> None:
    for kept in (2, 0):
        async with Simulator(token=TOKEN, calls_kept=kept) as simulator:
            for _ in range(3):
                await _get(http, f"{simulator.url}/bot{TOKEN}/getMe")
            assert (len(simulator.calls), simulator.calls.total) == (kept, 3)
