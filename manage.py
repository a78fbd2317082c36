"""The door of the command line: `python manage.py --help`. The commands live in commands/."""

import sys

from commands import cli, main

__all__ = ["cli", "main"]

if __name__ == "__main__":
    sys.exit(main())
