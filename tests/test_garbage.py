"""The search for garbage while serving."""

import gc

from bot.garbage import settled


def test_what_is_there_is_not_searched_while_serving_and_everything_is_as_before_afterwards() -> None:
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    with settled():
        assert gc.get_freeze_count() > frozen
        assert gc.get_threshold() > usual
        assert gc.isenabled()
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, 0)
