import telegram

from bot.simulator import (
    ActionShown,
    CallbackAnswered,
    Event,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    Person,
    Simulator,
    Subscription,
    Toast,
    UpdateConfirmed,
)


async def _next(subscription: Subscription, count: int) -> list[Event]:
    return [await anext(subscription) for _ in range(count)]


async def test_followers_hear_everything_in_order(bot: telegram.Bot, simulator: Simulator, ada: Person) -> None:
    with simulator.subscribe() as news:
        update = await ada.sends("hello")
        await bot.get_updates(offset=update.id + 1)
        await bot.send_chat_action(ada.id, "typing")
        sent = await bot.send_document(ada.id, b"x", caption="file")
        await bot.edit_message_caption(ada.id, sent.message_id, caption="new")
        await bot.delete_message(ada.id, sent.message_id)
        query_id = (await ada.forges("x", message=sent.message_id)).payload["id"]
        await bot.answer_callback_query(query_id, "ok")
        said, confirmed, action, posted, edited, deleted, answered = await _next(news, 7)
    assert isinstance(said, MessageSent)
    assert said.message.text == "hello"
    assert confirmed == UpdateConfirmed(update.id)
    assert action == ActionShown(ada.id, "typing")
    assert isinstance(posted, MessageSent)
    assert posted.message.file is not None
    assert isinstance(edited, MessageEdited)
    assert (posted.message.text, edited.message.text) == ("file", "new")
    assert deleted == MessageDeleted(ada.id, sent.message_id)
    assert answered == CallbackAnswered(ada.id, query_id, Toast("ok"))


async def test_a_follower_who_does_not_read_loses_the_oldest(simulator: Simulator, ada: Person) -> None:
    with simulator.subscribe(kept=2) as news:
        for number in range(4):
            await ada.sends(str(number))
        heard = await _next(news, 2)
    assert [one.message.text for one in heard if isinstance(one, MessageSent)] == ["2", "3"]


async def test_the_feed_ends_with_the_simulator() -> None:
    async with Simulator() as simulator:
        news = simulator.subscribe()
        await simulator.person(7).sends("x")
    assert len([event async for event in news]) == 1
