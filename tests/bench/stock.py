"""Material as it comes: its own theme and search plugin, over the pages that the generator writes."""

from pathlib import Path

HOOKS = Path(__file__).parents[2] / "generator/site/hooks.py"
STOCK = """\
site_name: Stock
theme:
  name: material
  font: false
plugins: [search]
hooks: [{hooks}]
extra: {{generator: false}}
markdown_extensions: [attr_list, def_list, md_in_html, pymdownx.details, tables, toc]
validation: {{nav: {{omitted_files: ignore}}}}
"""


def stock_configuration() -> str:
    """Return the content of its `mkdocs.yml`, without folders."""
    return STOCK.format(hooks=HOOKS)
