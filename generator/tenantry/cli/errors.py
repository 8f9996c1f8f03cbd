"""What stops a command beside `workspace.errors.ProjectError`."""

from __future__ import annotations

from collections.abc import Sequence

from tenantry.text.diagnostics import Diagnostic


class BrokenSchemaError(Exception):
    """One or more schemas have errors; `diagnostics` are those of all, warnings too."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("the schema has errors")
        self.diagnostics = tuple(diagnostics)
