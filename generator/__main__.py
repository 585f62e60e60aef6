"""`python -m generator`: hands over to the command line. Ctrl+C ends it in a line, also while that is being loaded; so
does Python without the packages that are needed."""

import sys


def run() -> None:
    """Run the command that was given."""
    try:
        from generator.cli.main import main  # here: an interruption is to be heard from the first import on

        main()
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        sys.exit(130)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "generator"):
            raise
        sys.stderr.write(f"{package} is not installed here: run .venv/bin/python -m generator, after make build\n")
        sys.exit(2)


if __name__ == "__main__":
    run()
