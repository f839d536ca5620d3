"""`python -m jixiao` is the command `jixiao`."""

from jixiao.cli import main

main()
