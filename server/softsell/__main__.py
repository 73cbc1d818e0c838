"""``python -m softsell`` is the command ``softsell``."""

from softsell.cli import main

if __name__ == "__main__":
    main()
