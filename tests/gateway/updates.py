"""Updates as Telegram writes them."""

from typing import Any


def message(update_id: int, person_id: int, text: str = "hello") -> dict[str, Any]:
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1,
            "chat": {"id": person_id, "type": "private"},
            "from": {"id": person_id, "is_bot": False, "first_name": "P"},
            "text": text,
        },
    }


def tap(update_id: int, person_id: int, data: str = "a") -> dict[str, Any]:
    return {
        "update_id": update_id,
        "callback_query": {
            "id": f"q{update_id}",
            "from": {"id": person_id, "is_bot": False, "first_name": "P"},
            "chat_instance": "1",
            "data": data,
            "message": {"message_id": 1, "date": 0, "chat": {"id": person_id, "type": "private"}},
        },
    }
