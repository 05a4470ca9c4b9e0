"""Fixtures shared by all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five seed documents."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def seed_build(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """A build folder of the seeds, made once by the real command."""
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("seeds") / "build"
    subprocess.run([sys.executable, "-m", "kg.cli", "build", seeds, "-o", folder], check=True)
    return folder
