"""The order of fields in a record: as their class declares them, what every record and entry may have at the end."""

from generator.content.yaml_tree import Collection, Node
from generator.kinds.fields import mapping_classes
from generator.kinds.record import Fields


def sort_fields(node: Node, model: type[Fields] | None) -> None:
    """Put the fields of a mapping of a class in their order, and of those below it.

    A field that the class does not have stays behind the one that it stands behind.
    """
    if not isinstance(node, Collection):
        return
    fields = mapping_classes(model) if model and node.mapping else {}
    ranks = {name: rank for rank, name in enumerate(fields)}
    placed, rank = [], -1
    for entry in node.entries:
        name = entry.key.value if entry.key else ""
        rank = ranks.get(name, rank)
        placed.append((rank, entry))
        sort_fields(entry.value, fields.get(name) if node.mapping else model)
    node.entries = [entry for _, entry in sorted(placed, key=lambda each: each[0])]
