"""`aide-memoire` and `python -m generator`: run the command line.

Ctrl+C ends it with a line, also while modules are imported. So does Python without the packages of
`requirements.txt`.
"""

import sys


def run() -> None:
    """Run the command of the command line."""
    try:
        from generator.cli.streams import guard_streams  # here: Ctrl+C is caught from the first import on

        guard_streams()
        from generator.cli.main import main

        main()
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        sys.exit(130)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "generator"):
            raise
        sys.stderr.write(f"{package} is not installed here: run .venv/bin/aide-memoire, after make build\n")
        sys.exit(2)


if __name__ == "__main__":
    # `-m` puts the working folder first. A file there, such as yaml.py, must not take the place of a package.
    sys.path.append(sys.path.pop(0))
    run()
