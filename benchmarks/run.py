"""Time the whole commands from outside: start-up, a cold build of the seeds, characters a second.

    python benchmarks/run.py [--corpus FOLDER] [--runs N]

Every figure is of a fresh process: the median of N runs, with the operating system's own accounting of
wall clock, processor time and peak memory (the largest single process).
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KG = (sys.executable, "-m", "kg.cli")


def run_once(command: tuple[str, ...]) -> tuple[float, float, float]:
    """Run a command; return wall seconds, processor seconds and peak memory in MiB."""
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        command,
        dict(os.environ),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(name: str, command: tuple[str, ...], runs: int) -> float:
    """Print one row; return the median processor seconds."""
    rows = [run_once(command) for _ in range(runs)]
    wall, cpu, memory = (statistics.median(column) for column in zip(*rows, strict=True))
    spread = f"{min(r[0] for r in rows):.2f}–{max(r[0] for r in rows):.2f}"
    print(f"| {name} | {wall:.2f} ({spread}) | {cpu:.2f} | {memory:.0f} |", flush=True)
    return cpu


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, help="a folder of texts for the rate")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, Python {platform.python_version()}, {args.runs} runs\n")
    print("| what | wall s, median (min–max) | processor s | peak MiB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        measure("kg --help", (*KG, "--help"), args.runs)
        measure("kg build seeds", (*KG, "build", str(ROOT / "seeds"), "-o", f"{folder}/seeds"), args.runs)
        if args.corpus:
            size = sum(len(p.read_text(encoding="utf-8")) for p in args.corpus.glob("*.txt"))
            build = (*KG, "build", str(args.corpus), "-o", f"{folder}/corpus", "-j", "1")
            cpu = measure(f"kg build -j 1, {size:,} characters", build, 1)
            print(f"\n{size / cpu:,.0f} characters a second a core, outputs included")


if __name__ == "__main__":
    main()
