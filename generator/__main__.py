"""`python -m generator`: hands over to the command line. Ctrl+C ends it in a line, also while that is being loaded."""

import sys


def run() -> None:
    """Run the command that was given."""
    try:
        from generator.cli import main  # here: an interruption is to be heard from the first import on
    except KeyboardInterrupt:
        sys.stderr.write("\nAborted!\n")
        sys.exit(130)
    main()


if __name__ == "__main__":
    run()
