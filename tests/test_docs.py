"""The documentation speaks of what exists."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from kg.cli.app import app


def _commands() -> dict[str, object]:
    root = typer.main.get_command(app)
    found: dict[str, object] = {}
    for name, command in root.commands.items():
        for sub, inner in getattr(command, "commands", {}).items():
            found[f"{name} {sub}"] = inner
        if not hasattr(command, "commands"):
            found[name] = command
    return found


def test_every_command_and_option_is_documented(root: Path) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in _commands().items():
        assert f"## kg {name}" in page, name
        section = page.split(f"## kg {name}\n", 1)[1].split("\n## ", 1)[0]
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}`" in section, (name, option)


def test_links_inside_the_documentation_work(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").glob("*.md"), *(root / "ontology").rglob("*.md")]
    assert len(pages) > 4
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (page.parent / target).exists(), (page, target)


def test_readme_commands_exist(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    names = {name.split()[0] for name in _commands()}
    used = set(re.findall(r"^(?:\.venv/bin/)?kg (\w+)", readme, re.MULTILINE))
    assert used and used <= names
