"""The wheel, built and installed as a user gets it, away from the checkout."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the source distribution as an index would have it."""
    folder = tmp_path_factory.mktemp("dist")
    hatchling = [sys.executable, "-m", "hatchling", "build"]
    subprocess.run([*hatchling, "-t", "sdist", "-d", folder], cwd=ROOT, check=True)
    (sdist,) = folder.glob("*.tar.gz")
    subprocess.run(["tar", "-xf", sdist, "-C", folder], check=True)
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    subprocess.run([*hatchling, "-t", "wheel", "-d", folder], cwd=unpacked, check=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """Return the paths of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of commands of a fresh environment that has the wheel.

    What the wheel depends on comes from this environment, so that no network is needed.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / "bin"
    (packages,) = (folder / "lib").glob("python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    subprocess.run(
        [programs / "pip", "install", "--quiet", "--no-deps", "--no-index", wheel], check=True
    )
    return programs


def _run(program: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program from `/`, without anything of the checkout on its path."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [program, *arguments],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_one_package_and_no_tests(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"graph_build"}
    assert not [name for name in names if "test" in name.lower()]
    assert not [name for name in names if name.endswith((".pyc", ".bin", ".orig"))]
    assert "graph_build/py.typed" in names


@pytest.mark.parametrize("folder", ["ontology", "queries", "examples/corpus"])
def test_the_wheel_holds_every_file_of_a_data_folder(names: set[str], folder: str) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    expected = {f"graph_build/_data/{name}" for name in tracked if name}

    assert expected
    assert expected <= names


def test_the_wheel_holds_the_pages_of_the_portal(names: set[str]) -> None:
    portal = ROOT / "graph_build" / "portal"
    files = {
        path.relative_to(ROOT).as_posix()
        for folder in ("templates", "static")
        for path in (portal / folder).rglob("*")
        if path.is_file()
    }

    assert {Path(name).suffix for name in files} >= {".html", ".css", ".js"}
    assert files <= names


def test_a_user_of_the_wheel_builds_and_asks_the_demo(installed: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"

    built = _run(installed / "fengtu", "demo", "--only-build", "--out", graph)
    asked = _run(
        installed / "fengtu", "query", "experiences-and-origins", "--graph", graph, "--format=csv"
    )
    module = _run(installed / "python", "-P", "-m", "graph_build.cli", "validate", "--graph", graph)

    assert built.returncode == 0, built.stderr
    assert asked.returncode == 0, asked.stderr
    assert "“龙山经验”" in asked.stdout
    assert module.returncode == 0, module.stderr


def test_the_installed_package_is_not_the_checkout(installed: Path) -> None:
    code = (
        "import graph_build, importlib.util as u; print(graph_build.__file__);"
        "print(u.find_spec('ontology'), u.find_spec('queries'), u.find_spec('tests'))"
    )

    done = _run(installed / "python", "-P", "-c", code)

    where, found = done.stdout.splitlines()
    assert Path(where).is_relative_to(installed.parent)
    assert found == "None None None"


def test_the_graph_of_the_wheel_is_that_of_the_checkout(
    installed: Path, sample: Path, tmp_path: Path
) -> None:
    _run(installed / "fengtu", "demo", "--only-build", "--out", tmp_path)

    assert (tmp_path / "CURRENT").read_text() == (sample / "CURRENT").read_text()


def test_whatever_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    owners = packages_distributions()

    used = {
        canonicalize_name(owner)
        for path in (ROOT / "graph_build").rglob("*.py")
        for name in _imported(path)
        for owner in owners.get(name, [])
    }

    assert used - {"fengtu"} == declared


def _imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports when it runs."""
    found: set[str] = set()
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            waiting += ast.iter_child_nodes(node)
    return found - set(sys.stdlib_module_names)
