"""Documentation says what is there, and what is there is documented."""

from __future__ import annotations

import ast
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import unquote

import pytest

from graph_build.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
_SUFFIXES = (".csv", ".md", ".py", ".rq", ".ttl", ".txt", ".json", ".jsonl", ".trig")
_HAN_RUN = re.compile(r"[\u4e00-\u9fff，。、；：“”（）《》\d]{30,}")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_into_the_repository_leads_somewhere(page: Path) -> None:
    targets = [t for t in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in t]

    broken = [t for t in targets if not (page.parent / unquote(t.partition("#")[0])).exists()]

    assert broken == []


def test_every_command_and_option_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")

    for name, command in main.commands.items():
        assert f"## fengtu {name}\n" in page, "run: just docs"
        for parameter in command.params:
            assert max(parameter.opts, key=len).lstrip("-").upper() in page.upper()


def test_the_readme_is_short_and_opens_in_both_languages() -> None:
    lines = README.splitlines()

    assert len(lines) <= 150
    assert re.search(r"[\u4e00-\u9fff]", lines[2])
    assert re.search(r"[A-Za-z]{4}", lines[3])


def test_ci_runs_the_test_command_of_the_readme() -> None:
    (command,) = re.findall(r"^(python3 -m venv .*just check)$", README, re.MULTILINE)

    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_check_runs_every_recipe_that_checks() -> None:
    recipes = (ROOT / "justfile").read_text(encoding="utf-8")

    assert "\ncheck: lint types imports docs-check test\n" in recipes
    assert len(re.findall(r"^[a-z-]+(?: \*args)?:", recipes, re.MULTILINE)) <= 12


def test_every_file_of_tests_is_collected(request: pytest.FixtureRequest) -> None:
    passed_over = request.config.getini("norecursedirs")
    folders = {path.parent.name for path in (ROOT / "tests").rglob("test_*.py")}

    assert not {f for f in folders if any(fnmatch(f, pattern) for pattern in passed_over)}


def test_exported_names_are_sorted_and_there() -> None:
    for path in (ROOT / "graph_build").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                names = ast.literal_eval(node.value)
                assert list(names) == sorted(names, key=_like_ruff), _name(path)
                assert set(names) <= set(_bound(tree)), _name(path)


def _like_ruff(name: str) -> tuple[int, str]:
    """Return the key of the order in which ruff sorts: constants, classes, then the rest."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def _bound(tree: ast.Module) -> set[str]:
    """Return the names that a module binds at its top."""
    bound: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            bound |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.Assign):
            bound |= {ast.unparse(target) for target in node.targets}
        elif isinstance(node, ast.AnnAssign):
            bound.add(ast.unparse(node.target))
    return bound


def test_no_text_of_others_is_in_the_repository(shared: Path) -> None:
    """No run of thirty characters of our files stands in the texts beside the repository.

    Gold annotations hold names of things and indicators as they were written, and are let off.
    """
    theirs = "\n".join(
        path.read_text(encoding="utf-8", errors="replace")
        for folder in ("corpus", "gold")
        for path in sorted((shared / folder).rglob("*.txt"))
    )
    ours: dict[str, str] = {}
    for path in _tracked():
        if "gold" not in path.parts and path.suffix in _SUFFIXES:
            for run in _HAN_RUN.findall(path.read_text(encoding="utf-8")):
                ours.update({run[at : at + 30]: _name(path) for at in range(len(run) - 29)})

    found = {
        ours[window] for at in range(len(theirs) - 29) if (window := theirs[at : at + 30]) in ours
    }

    assert found == set()


def test_no_path_of_a_machine_and_no_registry_is_in_the_repository() -> None:
    here = (f"{ROOT.parent}/", f"{Path.home()}/", "bash_" + "jobs")
    registry = re.compile(r"--(?:extra-)?index-url[ =]|\"resolved\": *\"http|registry *= *\"http")
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        if any(where in text for where in here) or (
            registry.search(text) and path.name not in {"test_pages.py", "test_lock.py"}
        ):
            found.append(_name(path))

    assert found == []
