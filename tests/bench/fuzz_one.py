"""Atheris over one target, in a process of its own: what is fuzzed is instrumented as it is imported.

python -m tests.bench.fuzz_one TARGET CORPUS [options of libFuzzer]
"""

import sys

import atheris

with atheris.instrument_imports(include=["generator", "icalendar", "markdown_it"]):
    from tests.fuzzing.targets import TARGETS

if __name__ == "__main__":
    atheris.Setup(sys.argv[1:], TARGETS[sys.argv[1]])
    atheris.Fuzz()
