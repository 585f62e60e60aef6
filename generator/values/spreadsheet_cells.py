"""Cells of CSV files that a spreadsheet would run as formulas: neutralised when written, restored when read.

Every CSV file that we write goes through `csv_line`.
"""

import csv
import io
import re
from collections.abc import Iterable

FORMULA = "=+@＝＋－＠-"
"""What a formula begins with, also as wide as a Chinese character: some spreadsheets read that as the plain one."""
AT_START = "\t\r\n\0"
"""What a spreadsheet drops at the start of a cell, before it looks for a formula."""
BETWEEN = ",;|\t\r\n"
"""What may begin another cell: a spreadsheet in another language divides lines by another delimiter."""
# OWASP, "CSV Injection" (owasp.org/www-community/attacks/CSV_Injection): =, +, -, @, tab, carriage return, line feed,
# their wide variants, and other delimiters. OWASP ASVS 5.0, 1.2.10, adds the null character.
MARK = "'"
RISKY = re.compile(
    rf"\A(?={MARK}* *[{re.escape(FORMULA + AT_START)}])|(?<=[{BETWEEN}])(?={MARK}* *[{re.escape(FORMULA)}])"
)
"""Where a formula may begin, also one that has been marked: what is marked twice is restored twice."""
MARKED = re.compile(
    rf"\A{MARK}(?={MARK}* *[{re.escape(FORMULA + AT_START)}])|(?<=[{BETWEEN}]){MARK}(?={MARK}* *[{re.escape(FORMULA)}])"
)


def neutralise(cell: str) -> str:
    """Return a cell with an apostrophe before each place where a formula may begin."""
    return RISKY.sub(MARK, cell)


def restore(cell: str) -> str:
    """Return the cell that `neutralise` was given."""
    return MARKED.sub("", cell)


def csv_line(cells: Iterable[object], delimiter: str = ",") -> str:
    """Return a line of a CSV file, with neutralised cells."""
    out = io.StringIO()
    # With these line ends, a cell with a carriage return is quoted also by Python before 3.13.
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow([neutralise(str(cell)) for cell in cells])
    return out.getvalue().removesuffix("\r\n") + "\n"
