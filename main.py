"""Entry of 城管台账: no arguments open the window; `main.py COMMAND` works without a screen."""

import sys

from bureau.commands.run import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
