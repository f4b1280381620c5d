"""`python -m moeli`, which the launcher `./moeli` calls."""

import sys

from moeli.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
