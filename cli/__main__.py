"""`python -m cli`: the same as `surgex`."""

from cli.entrance import main

main()
