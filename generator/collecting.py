"""Garbage collection, put off where records are read and linked: they are many, stay to the end and hold no circles,
and looking through them again and again took a third of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Collect nothing meanwhile, and count all that is there then as old. A decorator, too."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()  # the two together leave what there is in the oldest generation, without a look at it
        if enabled:
            gc.enable()
