"""Garbage collection, put off: only for as long as it was asked for, and with nothing left to look through after."""

import gc

import pytest

from generator.collecting import put_off


def _is_old(value: object) -> bool:
    return any(each is value for each in gc.get_objects(generation=2))


def test_nothing_is_collected_meanwhile_and_what_was_made_counts_as_old() -> None:
    gc.enable()
    with put_off():
        assert not gc.isenabled()
        made = [object()]
        assert not _is_old(made)
    assert gc.isenabled()
    assert _is_old(made)
    assert gc.get_freeze_count() == 0


def test_garbage_of_that_time_is_collected_later() -> None:
    gc.collect()
    with put_off():
        circle: list[object] = []
        circle.append(circle)
        del circle
    assert gc.collect() >= 1


def test_it_is_put_on_again_after_an_error_and_stays_off_where_it_was_off() -> None:
    with pytest.raises(ValueError, match="no record"), put_off():
        raise ValueError("no record")
    assert gc.isenabled()
    with put_off(), put_off():
        pass
    gc.disable()
    try:
        with put_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
