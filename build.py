"""The entry of a checkout: python build.py [COMMAND]; installed, it is `gongkai`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the check is for older ones
    print("需要 Python 3.11 或更新的版本；请运行 make site，它会自动选用。", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    try:
        from gongkai.commands.main import run

        run()
    except ModuleNotFoundError as error:
        if not error.name or error.name.split(".")[0] == "gongkai":
            raise
        print(f"缺少程序库 {error.name}；请改为运行 make site，它会自动安装。", file=sys.stderr)
        sys.exit(2)
