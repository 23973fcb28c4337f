"""Limits that a child process sets itself before it reads what may be made to exhaust the machine."""

from __future__ import annotations

import resource


def limit_memory(memory: int) -> None:
    """Allow this process so many bytes of address space."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ValueError, OSError):  # macOS has no such limit
        return


def limit_seconds(more: int) -> None:
    """Allow this process `more` seconds of processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + more, hard))
