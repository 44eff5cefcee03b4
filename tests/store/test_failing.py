"""A full disk, a store that may not be written, a damaged file: said clearly, nothing half written."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dragoman.store.opening import Store, StoreError
from tests.store.reading import contents
from tests.store.samples import record

ROOT = Path(__file__).resolve().parents[2]

APPEND = """
import sys
from dragoman.store.opening import Store, StoreError
from tests.store.samples import record
{before}
store = Store(sys.argv[1])
try:
    store.append([record(n, "".join(map(str, range(n, n + 5000)))) for n in range(10, 20)])
except StoreError as err:
    sys.exit(str(err))
"""

AS_NOBODY = """
import os
if os.getuid() == 0:  # who may write anywhere, and becomes one who may not, once all modules are loaded
    Store.create(sys.argv[1] + "-other").append([record(1)])
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
"""


def attempt(store: Store, before: str = "") -> subprocess.CompletedProcess[str]:
    """Append in a process of its own."""
    command = [sys.executable, "-c", APPEND.format(before=before), str(store.path)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_a_full_disk_is_said_and_the_work_can_go_on_afterwards(tmp_path: Path) -> None:
    """No file may grow beyond a limit, as on a disk that fills up: the actors go in, the long texts do not."""
    store = Store.create(tmp_path / "store")
    store.append([record(1)])
    before = contents(store)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))"
    result = attempt(store, limit)
    assert "cannot write the table events" in result.stderr
    assert "File too large" in result.stderr
    assert "run the same command again: nothing is half written" in " ".join(result.stderr.split())
    assert contents(store) == before
    assert attempt(store).returncode == 0
    assert len(contents(store)["events"]) == 11


def test_a_store_that_may_only_be_read_is_read_and_says_so_to_writers() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        store = Store.create(Path(folder) / "store")
        store.append([record(1)])
        for path in [store.path, *store.path.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            result = attempt(store, AS_NOBODY)
            assert "cannot write the table actors" in result.stderr
            assert "permission" in result.stderr.lower()
            assert list(store.records()) == [record(1)]
        finally:
            for path in [store.path, *store.path.rglob("*")]:
                path.chmod(0o755)


def test_a_torn_file_is_named_with_the_repair(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    store.append([record(1)])
    (file,) = store.files("documents")
    os.truncate(file, 500)
    with pytest.raises(StoreError, match=f"{Path(file).name} cannot be read .*dragoman verify --repair --store"):
        list(store.records())
    with pytest.raises(StoreError, match="cannot be read"):
        Store(store.path).known_ids()
