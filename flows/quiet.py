"""What Prefect logs of a failed run, without the errors that the command line reports itself."""

from __future__ import annotations

import logging

from extract.errors import ShuttenError


def without_our_errors() -> None:
    """Keep the tracebacks of a `ShuttenError` or of Ctrl-C out of Prefect's log on the terminal."""
    for name in ("prefect.flow_runs", "prefect.task_runs", "prefect.engine"):
        logging.getLogger(name).addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, (ShuttenError, KeyboardInterrupt)):
        return False
    message = record.getMessage()
    return "Finished in state" not in message and "interrupt signal" not in message
