"""`make demo`: schema to rows for both applications, on SQLite files in `.demo/`, in half a minute.

Nothing here is special: each step is a command that you would type. Run again, it starts with new files.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".demo"
APPLICATIONS = ("metabuilder", "automation")


def main() -> int:
    """Runs the steps; the exit code is that of the first that fails."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    tenantry("generate")
    for name in APPLICATIONS:
        tenantry("migrate", "deploy", "--schema", name, url=url_of(name))
        tenantry("db", "seed", "--schema", name, url=url_of(name))
    run(
        [sys.executable, "-m", "examples.tour"],
        METABUILDER_URL=url_of("metabuilder"),
        AUTOMATION_URL=url_of("automation"),
    )
    return 0


def url_of(name: str) -> str:
    """In Prisma's spelling; the path is relative to the project, where all of these run."""
    return f"file:.demo/{name}.db"


def tenantry(*arguments: str, url: str = "") -> None:
    print("\n$ tenantry", *arguments, flush=True)
    run([str(Path(sys.executable).parent / "tenantry"), *arguments], DATABASE_URL=url)


def run(command: list[str], **variables: str) -> None:
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
