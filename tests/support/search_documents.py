"""Random search documents, and the index of them."""

import random
from pathlib import Path

from generator.pages.search_document import SearchDocument, SearchFilter, TitleRank
from generator.pages.search_text import exact_name_key, spellings
from generator.site.document_format import FOLDER
from generator.site.search_index import FINGERPRINT_FILE, build_index
from generator.values.dates import When

SHARD_SIZE = 40
"""Small: few documents make several shards."""
WORDS = (
    *("cafe", "café", "Müller", "Muller", "müller", "trade", "trading", "trades", "treaty", "Øresund", "œuvre", "I'm"),
    *(
        "переговоры",
        "переговоров",
        "Ёлкин",
        "йод",
        "日本国",
        "投資協定",
        "カタカナ",
        "東",
        "สวัสดี",
        "한국어",
        "العربية",
        "שלום",
    ),
    *("2024-05-01", "A/RES/77", "state-of-the-art", "CO₂", "𝔘nicode", "🙂", "oʻzbek", "naïveté", "résumé", "resume"),
)
RANKS: tuple[TitleRank, ...] = ("name", "title", "heading")


def random_document(number: int, chance: random.Random) -> SearchDocument:
    """Return a document of random words; `number` is in its address."""

    def words(most: int) -> list[str]:
        return [
            chance.choice(WORDS) + chance.choice(("", "", str(chance.randrange(300))))
            for _ in range(chance.randrange(most))
        ]

    title = " ".join((*words(4), chance.choice(WORDS[:24])))
    when = chance.choice((None, When.parse(f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}-11")))
    fields = {name: words(6) for name in ("names", "titles", "days", "details", "others", "forms")}
    return SearchDocument(
        f"{chance.choice(('meetings', 'meetings-of', 'people', 'a/b'))}/{number}/",
        title,
        chance.choice(RANKS),
        when,
        str(when.year) if when else "",
        {**fields, "names": spellings(title), "keys": (exact_name_key(title),)},
        tuple(SearchFilter("kind", word) for word in words(3))
        + tuple(SearchFilter("party", word, word) for word in words(3)),
        (" ".join(words(120)), " ".join(words(9))),
    )


def write_documents(pages: Path, count: int, code: str = "en", seed: int = 0) -> Path:
    """Write documents of chance, and one without a word; return their folder."""
    chance = random.Random(seed)  # noqa: S311  the same at each run
    for number in range(count):
        save(pages, random_document(number, chance), code)
    save(pages, SearchDocument("zz/", "?!"), code)
    return pages / FOLDER / code


def write_every_field(pages: Path, code: str) -> None:
    """Write documents that have all fields between them, so that one run numbers the fields as shards do.

    Pagefind adds up scores in the order of these numbers, and the last digit of a score tells in which order it did.
    """
    for rank in RANKS:
        save(pages, SearchDocument(f"{rank}/", "A title", rank, words={f"{rank}s": ("A title",)}, date="today"), code)


def save(pages: Path, document: SearchDocument, code: str = "en") -> Path:
    """Write a document where the pages have it; return its path."""
    output = document.output(code)
    path = pages / output.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(output.content)
    return path


def content(bundle: Path) -> dict[str, bytes]:
    """Return the content of every file of an index, by path."""
    return {
        file.relative_to(bundle).as_posix(): file.read_bytes()
        for file in bundle.rglob("*")
        if file.is_file() and file.name != FINGERPRINT_FILE
    }


def build_small_shards(pages: Path, folder: Path, code: str = "en", shard_size: int = SHARD_SIZE) -> Path:
    """Build the index of the documents beside `pages`, in shards of few documents."""
    return build_index(pages, code, folder, shard_size)
