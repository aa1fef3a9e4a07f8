"""`python -m interlock.command`, the same as `interlock`."""

from interlock.command import main

if __name__ == "__main__":
    main()
