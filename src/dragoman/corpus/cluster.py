"""Coding on a Ray cluster: actors that keep the model loaded code the same units as the local processes do."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.coder import code_batch
from dragoman.corpus.pool import NoWorkers, Unit, deadly
from dragoman.record import Record

_AHEAD = 3  # units an actor that are read ahead


class RayMissing(ImportError):
    """Ray is not installed; the message names the remedy."""


def code_with_ray(units: Iterable[Unit], jobs: int) -> Iterator[list[Record]]:
    """Yield the records of each unit as it is done, coded by so many actors of a Ray cluster.

    The cluster is the one that ``RAY_ADDRESS`` names (it needs a processor an actor) or that the process is connected
    to, else one is started on this machine and stopped in the end. An actor that dies is started again and its unit
    coded again, then each document alone. Raises `RayMissing`, and `NoWorkers` where the cluster has fewer processors.
    """
    ray = find_ray()
    started = not ray.is_initialized()
    if started:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # else Ray calls home
        here = {} if "RAY_ADDRESS" in os.environ else {"num_cpus": jobs, "include_dashboard": False}
        ray.init(**here, log_to_driver=False, logging_level="ERROR")
    try:
        check_size(jobs, ray.cluster_resources())
        coder = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=2)(_Coder)
        actors = [coder.remote() for _ in range(jobs)]
        yield from _coded(ray, actors, iter(units))
    finally:
        if started:
            ray.shutdown()


def check_size(jobs: int, resources: Mapping[str, float]) -> None:
    """Raise `NoWorkers` where a cluster of these resources has no processor for each actor: Ray would wait for ever."""
    processors = int(resources.get("CPU", 0))
    if jobs > processors:
        raise NoWorkers(
            f"--jobs {jobs} needs a processor each and the Ray cluster has {processors}; "
            "give fewer --jobs or a larger cluster"
        )


def _coded(ray: Any, actors: list[Any], source: Iterator[Unit]) -> Iterator[list[Record]]:
    waiting: dict[Any, tuple[Any, Unit]] = {}

    def give(actor: Any, unit: Unit | None) -> None:
        if unit:
            waiting[actor.code.remote(unit)] = actor, unit

    for actor in actors * _AHEAD:
        give(actor, next(source, None))
    while waiting:
        (ready, *_), _ = ray.wait([*waiting])
        actor, unit = waiting.pop(ready)
        try:
            records = ray.get(ready)
        except ray.exceptions.RayActorError:
            if len(unit) == 1:
                yield [deadly(unit[0])]
            else:  # each alone, to find the one that the actor dies of
                for document in unit:
                    give(actor, [document])
            continue
        give(actor, next(source, None))
        yield records


class _Coder:
    """What lives in a worker: the loaded model is the state."""

    def code(self, unit: Unit) -> list[Record]:
        return code_batch(unit)


def find_ray() -> Any:
    """Return the module. Raises `RayMissing`."""
    try:
        import ray
    except ImportError as err:
        raise RayMissing("the engine ray needs Ray; install it with: pip install 'dragoman[ray]'") from err
    return ray
