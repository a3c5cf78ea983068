"""`python -m cli`: the same as `surgex`."""

from cli.main import main

main()
