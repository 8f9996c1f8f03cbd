"""docs/diagnostics.md is what the rules say, of each code that there is. `make docs` writes it again."""

from __future__ import annotations

import os
import re

from tests.errors.cases import cases
from tests.errors.codes import emitted
from tests.errors.page import PAGE, UNREADABLE, page


def test_the_page_of_diagnostics_is_what_the_cases_make() -> None:
    if os.environ.get("UPDATE_EXPECT"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_each_code_that_can_be_given_has_an_entry_and_no_other_has_one() -> None:
    entries = re.findall(r"^## (\S+)$", page(), re.MULTILINE)
    assert sorted(entries) == sorted({*emitted(), *UNREADABLE, "unreadable"})


def test_each_entry_says_how_to_mend_the_fault() -> None:
    without = {case.code for case in cases() if case.why and not case.edit}
    assert without == set()
