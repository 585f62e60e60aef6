"""The order of fields in a record file: as the record class declares them.

Used by `format.py`; the layout is for `yaml_layout.py`.
"""

from generator.content.yaml_tree import Collection, Node
from generator.kinds.fields import mapping_classes
from generator.kinds.record import Fields


def sort_fields(node: Node, model: type[Fields] | None) -> None:
    """Sort the fields of a mapping, and of mappings in it, as `model` declares them.

    A field without declaration stays behind the field before it.
    """
    if not isinstance(node, Collection):
        return
    fields = mapping_classes(model) if model and node.is_mapping else {}
    ranks = {name: rank for rank, name in enumerate(fields)}
    ranked, rank = [], -1
    for entry in node.entries:
        name = entry.key.value if entry.key else ""
        rank = ranks.get(name, rank)
        ranked.append((rank, entry))
        sort_fields(entry.value, fields.get(name) if node.is_mapping else model)
    node.entries = [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]
