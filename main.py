"""Entry of 城管台账: no arguments open the window; `main.py COMMAND` works without a screen."""

import sys

from bureau.commands.run import later, run

SCREEN = {name: later("ui.app", name) for name in ("home", "screenshots")}

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], SCREEN))
