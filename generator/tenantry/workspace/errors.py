"""What stops a command because of the project's files, as one message and one next step."""

from __future__ import annotations


class ProjectError(Exception):
    """A fault of the user's files or surroundings, never of ours.

    `code` is stable and names the fault; `message` states it; `help` gives the next step. `is_finding` tells a project
    in a state that we refuse to overwrite (exit 1) from wrong use (exit 2).
    """

    def __init__(self, code: str, message: str, help: str, *, is_finding: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help
        self.is_finding = is_finding


def unreadable(error: OSError, name: str) -> ProjectError:
    """The message for a file or folder that is there and cannot be read."""
    reason = error.strerror or type(error).__name__
    return ProjectError("unreadable", f"cannot read {name}: {reason}", "make it readable for whoever runs this")


def from_os_error(error: OSError, doing: str) -> ProjectError:
    """The message for a failed system call. `doing` completes the sentence "cannot ..."."""
    reason = error.strerror or type(error).__name__
    place = f": {error.filename}" if error.filename else ""
    if isinstance(error, PermissionError) or reason == "Read-only file system":
        return ProjectError(
            "not-writable",
            f"cannot {doing}: {reason}{place}",
            "make the folder writable, or choose another with `output` in the schema's generator block",
        )
    return ProjectError("io-error", f"cannot {doing}: {reason}{place}", "nothing was changed; mend this and run again")
