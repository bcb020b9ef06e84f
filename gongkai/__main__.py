"""python -m gongkai: the same as the `gongkai` command."""

from gongkai.commands.main import run

run()
