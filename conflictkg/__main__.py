"""``python -m conflictkg`` is the command of the same name."""

from conflictkg.cli import main

if __name__ == "__main__":
    main()
