"""Where files are written: never over something by accident, and never half of one."""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from loaders.errors import FileNotWritable


def check_target(path: Path, *, overwrite: bool) -> None:
    """Whether a file or folder may be written there: asked before the work and not after it.

    Raises:
        FileNotWritable: the folder around it is missing or takes no file, or something is there
            already and `overwrite` does not allow for that (an empty folder is nothing).
    """
    around = path.absolute().parent
    if not around.is_dir():
        raise FileNotWritable(
            f"{path}: ไม่มีโฟลเดอร์ {path.parent} สร้างก่อน หรือเลือกที่อื่น\n{path}: no such folder"
        )
    if not os.access(around, os.W_OK):
        raise FileNotWritable(
            f"{path}: เขียนในโฟลเดอร์ {path.parent} ไม่ได้ ขอสิทธิ์เขียน หรือเลือกที่อื่น\n"
            f"{path}: the folder may not be written to"
        )
    if not overwrite and _is_taken(path):
        raise FileNotWritable(
            f"{path}: มีอยู่แล้ว เลือกชื่ออื่น หรือเพิ่ม --force เพื่อเขียนทับ\n"
            f"{path}: is there already; choose another name, or write over it with --force"
        )


def make_folder(path: Path) -> None:
    """Make a folder where there is none.

    Raises:
        FileNotWritable: it cannot be made, or a file has its name.
    """
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its place when all has gone well, and else goes.

    Raises:
        FileNotWritable: the file cannot be written or put in its place.
    """
    if path.is_dir():
        raise _unwritten(path, IsADirectoryError(0, "เป็นโฟลเดอร์"))
    # The ending stays: writers choose the form by it.
    beside = path.with_name(f".{os.getpid()}.part.{path.name}")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


@contextmanager
def written_folder(path: Path, owned: Collection[str]) -> Iterator[Path]:
    """A folder beside `path` whose files go there when all has gone well.

    `owned` names the files that go from `path` if they were not written anew.

    Raises:
        FileNotWritable: the files cannot be written or put in their place.
    """
    beside = path.with_name(f".{os.getpid()}.part.{path.name}")
    try:
        beside.mkdir()
        yield beside
        path.mkdir(exist_ok=True)
        written = {file.name for file in beside.iterdir()}
        for name in written:
            (beside / name).replace(path / name)
        for name in set(owned) - written:
            (path / name).unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error
    finally:
        rmtree(beside, ignore_errors=True)


def _is_taken(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() else path.exists()


def _unwritten(path: Path, error: OSError) -> FileNotWritable:
    return FileNotWritable(
        f"เขียน {path} ไม่ได้ ({error.strerror}) ปิดโปรแกรมที่เปิดไฟล์นี้อยู่ ตรวจพื้นที่ว่าง หรือเลือกที่อื่น\n"
        f"{path}: cannot be written"
    )
