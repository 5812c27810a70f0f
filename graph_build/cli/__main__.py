"""`python -m graph_build.cli` is `fengtu`."""

from graph_build.cli import main

main()
