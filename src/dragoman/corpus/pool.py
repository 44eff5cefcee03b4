"""Coding in processes of this machine. Workers end with their parent; one that dies costs no other document."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from dragoman.coder import code_batch, coder_identity
from dragoman.record import Document, Problem, Record

Unit = list[Document]
Code = Callable[[Unit], list[Record]]

_AHEAD = 3  # units a process that are read ahead, so that none waits
_PLAIN = "The ministers of both countries met in the capital on Monday, a spokesman said."
_PR_SET_PDEATHSIG = 1


class NoWorkers(RuntimeError):
    """Nothing can be coded as no process can be had for it; the message names the remedy."""


def code_here(units: Iterable[Unit]) -> Iterator[list[Record]]:
    """Yield the records of each unit, coded in this process."""
    for unit in units:
        yield code_batch(unit)


def code_in_pool(units: Iterable[Unit], jobs: int, code: Code = code_batch) -> Iterator[list[Record]]:
    """Yield the records of each unit as it is done, coded in so many processes by a function that can be pickled.

    Raises `NoWorkers` where processes die of any document.
    """
    source = iter(units)
    waiting: dict[Future[list[Record]], Unit] = {}
    pool = _pool(jobs)
    try:
        while True:
            while len(waiting) < _AHEAD * jobs and (unit := next(source, None)):
                waiting[_submit(pool, code, unit)] = unit
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
                _stop(pool)
                wait(waiting)
                for future, unit in waiting.items():
                    yield future.result() if future.exception() is None else _code_carefully(code, unit)
                waiting.clear()
                pool = _pool(jobs)
            for future in done:
                if future in waiting:
                    del waiting[future]
                    yield future.result()
    finally:
        _stop(pool)


def _submit(pool: ProcessPoolExecutor, code: Code, unit: Unit) -> Future[list[Record]]:
    try:
        return pool.submit(code, unit)
    except BrokenProcessPool as err:
        failed: Future[list[Record]] = Future()
        failed.set_exception(err)
        return failed


def _code_carefully(code: Code, unit: Unit) -> list[Record]:
    """Code what was at work when a process died: again as a whole, then each document alone to find the culprit."""
    for parts in ([unit], [[document] for document in unit]):
        records: list[Record] = []
        for part in parts:
            pool = _pool(1)
            try:
                _try(pool, code)
                records += pool.submit(code, part).result()
            except BrokenProcessPool:
                if len(part) > 1:
                    break
                records.append(deadly(part[0]))
            finally:
                _stop(pool)
        else:
            return records
    raise AssertionError("unreachable: a document alone is coded or deadly")


def _try(pool: ProcessPoolExecutor, code: Code) -> None:
    """See that a process can load the models and code a plain text: where it cannot, no other document is to blame."""
    try:
        pool.submit(code, [Document(id="plain", text=_PLAIN)]).result()
    except BrokenProcessPool as err:
        raise NoWorkers(
            "the processes that code die of any text (out of memory, or ended from outside?); what was coded is "
            "stored. Give fewer --jobs or more memory and run the same command again"
        ) from err


def deadly(document: Document) -> Record:
    """Return the record of a document of which a worker dies."""
    reason = "the process that coded it died, twice (out of memory?); split the text or give more memory"
    document.coder = coder_identity()
    document.problem = Problem(stage="coding", reason=reason)
    return Record(document=document)


def _pool(jobs: int) -> ProcessPoolExecutor:
    # One thread a process: more would fight over the cores that the processes already fill.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Spawned, not forked: the parent has threads (Delta's) whose locks a fork would copy.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(os.getpid(),))


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes at once, and the pool with them: what they are at is not stored and will be coded again.

    A pool that broke as one of its processes died ends the others itself, in a thread: that is waited for, too.
    """
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()
    pool.shutdown(cancel_futures=True)


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end when it ends, even by kill -9."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
