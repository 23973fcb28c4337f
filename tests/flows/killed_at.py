"""Run the command and kill it, as `kill -9` does, when it touches a project's output for the nth time.

    python killed_at.py N PROJECT COUNT WORDS...

If it comes to its end before that, the number of times is written into the file COUNT.
"""

import os
import signal
import sys
from pathlib import Path

limit, project, counted = int(sys.argv[1]), os.path.realpath(sys.argv[2]), sys.argv[3]
ours = tuple(
    f"{project}/output/{part}" for part in ("fetched", "cache", "datasets", "versions", "changes", "refresh", ".")
)
touched = []


def hook(event, arguments):
    if (
        event in {"open", "os.rename", "os.remove", "os.mkdir", "os.link", "sqlite3.connect", "shutil.rmtree"}
        and arguments
    ):
        path = arguments[0]
        if isinstance(path, (str, os.PathLike)) and os.path.realpath(path).startswith(ours):
            touched.append(event)
            if len(touched) == limit:
                os.kill(os.getpid(), signal.SIGKILL)


from extract.cli import main  # noqa: E402

sys.addaudithook(hook)
code = main(sys.argv[4:])
Path(counted).write_text(str(len(touched)), encoding="utf-8")
raise SystemExit(code)
