"""The command as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
SMALL = Path(__file__).resolve().parent.parent / "data" / "small"


@pytest.fixture(scope="session")
def kg() -> Run:
    """Run ``kg`` in a process of its own."""

    def run(*args: object, env: dict[str, str] | None = None, cwd: Path | None = None):
        return subprocess.run(
            [sys.executable, "-m", "kg.cli", *map(str, args)],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            cwd=cwd,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def small() -> Path:
    """Two short documents with a manifest."""
    return SMALL


@pytest.fixture(scope="session")
def small_build(kg: Run, small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build of the two short documents."""
    folder = tmp_path_factory.mktemp("small") / "build"
    done = kg("build", small, "-o", folder)
    assert done.returncode == 0, done.stderr
    return folder
