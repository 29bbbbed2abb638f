"""What a result must say of the machine it was measured on."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path


def machine() -> str:
    """Day, processor, cores, how busy they are, and the releases that matter."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "")
    return (
        f"{datetime.now(UTC).date().isoformat()}, {model or platform.machine()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
