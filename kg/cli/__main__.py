"""Entry point: encodings, errors and exit statuses of every command.

Exit status: 0 all well, 1 some input failed or a check found faults, 2 wrong usage.
"""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # names are Chinese whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from kg.cli.app import app
    from kg.cli.console import fail
    from kg.errors import KgError, UsageError

    try:
        app()
    except KgError as error:
        fail(error)
        raise SystemExit(2 if isinstance(error, UsageError) else 1) from None
    except BrokenPipeError:
        # `kg query … | head` is no fault
        sys.stderr.close()
        raise SystemExit(0) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
