"""`python -m returnkit`: the command line."""

import sys

from returnkit.cli import main

if __name__ == "__main__":
    sys.exit(main())
