"""A disk of a few megabytes: a file system in memory, where this machine lets one be mounted."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    """A folder with a size of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    @property
    def free(self) -> int:
        """The bytes that are left."""
        return shutil.disk_usage(self.folder).free

    def fill(self, leaving: int) -> None:
        """Take all room but so many bytes."""
        with self._filler.open("ab") as stream:
            while (left := self.free - leaving) > 0:
                stream.write(bytes(min(left, 1_000_000)))
                stream.flush()

    def make_room(self) -> None:
        """Give back what was taken."""
        self._filler.unlink()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[SmallDisk]:
    """Mount one on an empty folder; the test is skipped where that is not allowed."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root of a Linux may mount a small disk to fill")
    folder.mkdir(parents=True, exist_ok=True)
    mounting = [mount, "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(folder)]
    done = subprocess.run(mounting, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run([umount, "--lazy", str(folder)], check=True)
