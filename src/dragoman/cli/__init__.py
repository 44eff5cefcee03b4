"""The command line: one file a verb. Standard output carries data alone; all else goes to standard error."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the `dragoman` command. Exit status: 0 done, 1 some inputs failed, 2 wrong usage."""
    from dragoman.cli.app import app

    try:
        app()
    except BrokenPipeError:
        # The reader went away (`| head`): nobody is left to tell, and Python would complain on closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
