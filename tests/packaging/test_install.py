"""However tenantry is installed, it finds its templates; and what it generates needs the base install alone."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.packaging.installing import ROOT, Environment, build

pytestmark = pytest.mark.slow

SCHEMA = """\
datasource db {
  provider = "sqlite"
  url      = env("DATABASE_URL")
}

generator tenantry {
  provider    = "tenantry"
  output      = "../shop"
  tenantModel = "Customer"
  tenantField = "customerId"
}

model Customer {
  id     String  @id
  orders Order[]
}

model Order {
  id         Int      @id @default(autoincrement())
  customerId String
  customer   Customer @relation(fields: [customerId], references: [id])
  note       String?
}
"""

# What a program does in production, with a database that is made on the spot.
USE = """\
import sqlalchemy
from shop import Client
from shop.tables import Base

Base.metadata.create_all(sqlalchemy.create_engine("sqlite:///shop.db"))
with Client(datasource={"url": "file:./shop.db"}) as db:
    db.unscoped(reason="set-up").customer.create({"id": "acme"})
    db.unscoped(reason="set-up").customer.create({"id": "other"})
    db.tenant("acme").order.create({"note": "one"})
    print([order.note for order in db.tenant("acme").order.find_many()], db.tenant("other").order.count())
"""

# Drivers are extras: what is said to a program that lacks one.
USE_WITHOUT_DRIVERS = """\
import asyncio
from shop import AsyncClient
from tenantry.runtime import ConfigurationError

try:
    asyncio.run(AsyncClient(datasource={"url": "file:./shop.db"}).connect())
except ConfigurationError as error:
    print(error)
"""

BASE_PACKAGES = {
    "annotated-types",
    "pydantic",
    "pydantic-core",
    "sqlalchemy",
    "tenantry",
    "typing-extensions",
    "typing-inspection",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def generating(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the wheel and the `generate` extra."""
    environment = Environment(tmp_path_factory.mktemp("generating") / "venv")
    environment.install(f"{wheel}[generate]")
    return environment


@pytest.fixture(scope="module")
def production(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the wheel and what that needs, no extra."""
    environment = Environment(tmp_path_factory.mktemp("production") / "venv")
    environment.install(str(wheel))
    return environment


def test_an_installed_command_explains_a_code(generating: Environment, tmp_path: Path) -> None:
    assert "```prisma" in generating.run("tenantry", "explain", "unknown-type", cwd=tmp_path)


def generated(environment: Environment, project: Path) -> dict[str, str]:
    """The package that the environment's tenantry writes for SCHEMA in a folder outside the source tree."""
    schema = project / "schema" / "shop.prisma"
    schema.parent.mkdir(parents=True)
    schema.write_text(SCHEMA)
    environment.run("tenantry", "generate", "--schema", "schema/shop.prisma", cwd=project)
    return {file.name: file.read_text() for file in sorted((project / "shop").glob("*")) if file.is_file()}


def test_a_wheel_holds_the_package_the_templates_and_what_codes_mean_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {
        "tenantry",
        wheel.name[: -len("-py3-none-any.whl")] + ".dist-info",
    }
    packaged = {name.removeprefix("tenantry/") for name in names if name.startswith("tenantry/templates/")}
    assert packaged == {path.relative_to(ROOT).as_posix() for path in tracked("templates")}
    assert [name for name in names if name.startswith("tenantry/docs/")] == ["tenantry/docs/diagnostics.md"]
    assert "tenantry/psl/prisma.lark" in names
    assert "tenantry/py.typed" in names


def test_a_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    with zipfile.ZipFile(wheel) as archive:
        ours = [name for name in archive.namelist() if ".dist-info/" not in name]
    sources = {re.sub("^tenantry/(templates|docs)/", r"\1/", name) for name in ours}
    apart = ("templates/", "docs/")
    assert {name if name.startswith(apart) else f"generator/{name}" for name in sources} <= names


def test_the_base_install_runs_what_a_wheel_generates(
    generating: Environment, production: Environment, tmp_path: Path
) -> None:
    assert "client.py" in generated(generating, tmp_path)
    assert production.packages() - {"greenlet"} == BASE_PACKAGES
    (tmp_path / "use.py").write_text(USE)
    assert production.run("python", "use.py", cwd=tmp_path) == "['one'] 0\n"


def test_a_missing_driver_is_named_by_its_extra(
    generating: Environment, production: Environment, tmp_path: Path
) -> None:
    generated(generating, tmp_path)
    (tmp_path / "use.py").write_text(USE_WITHOUT_DRIVERS)
    assert "pip install 'tenantry[sqlite]'" in production.run("python", "use.py", cwd=tmp_path)


def test_the_base_install_says_what_generating_needs(production: Environment, tmp_path: Path) -> None:
    command = [str(production.programs / "tenantry"), "generate"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "pip install 'tenantry[generate]'" in run.stderr
    assert "Traceback" not in run.stderr


def test_all_ways_to_install_generate_the_same(generating: Environment, tmp_path: Path) -> None:
    from_wheel = generated(generating, tmp_path / "wheel")
    generating.install("--force-reinstall", "--no-deps", str(ROOT))
    from_source = generated(generating, tmp_path / "source")
    generating.install("--force-reinstall", "--no-deps", "--editable", str(ROOT))
    from_editable = generated(generating, tmp_path / "editable")
    assert from_wheel == from_source == from_editable


def test_an_editable_install_sees_a_changed_template(generating: Environment, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    for path in tracked("."):
        (copy / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy / path.relative_to(ROOT))
    generating.install("--force-reinstall", "--no-deps", "--editable", str(copy))
    (template,) = (copy / "templates").rglob("client.py.jinja")
    template.write_text(template.read_text() + "\n\nCHANGED = True\n")
    assert "CHANGED = True" in generated(generating, tmp_path / "project")["client.py"]


def tracked(folder: str) -> list[Path]:
    """The files of the repository, without what git ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
