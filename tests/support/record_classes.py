"""The classes of everything that stands in record files: records, the site, and the mappings in them."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from generator.kinds import KINDS
from generator.kinds.record import Fields
from generator.kinds.site import Site


def annotation_parts(annotation: Any) -> Iterator[Any]:
    """Yield the types in an annotation; a Literal counts as one."""
    if get_origin(annotation) is Literal or not get_args(annotation):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from annotation_parts(part)


def classes_below(model: type[Fields]) -> Iterator[type[Fields]]:
    """Yield `model` and the classes of the mappings in it, at any depth."""
    yield model
    for declared in model.model_fields.values():
        for part in annotation_parts(declared.annotation):
            if isinstance(part, type) and issubclass(part, Fields):
                yield from classes_below(part)


FILE_CLASSES: tuple[type[Fields], ...] = (Site, *(kind.record for kind in KINDS))
RECORD_CLASSES = tuple(dict.fromkeys(model for top in FILE_CLASSES for model in classes_below(top)))
