"""One process has a role at a time, and nobody waits long for one that is gone."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app import processes
from app.database import writing
from app.lease import Lease, Role, beating
from app.migrating import migrate
from tests.app.clock import Clock
from tests.databases import connected


@pytest.fixture
def lease(own_engine: Engine, clock: Clock) -> Callable[[], Lease]:
    """Makes a claim to the worker's role."""
    migrate(own_engine)
    return lambda: Lease(own_engine, Role.WORKER, clock=clock)


def test_only_one_has_the_role(lease: Callable[[], Lease]) -> None:
    one, two = lease(), lease()
    assert one.take()
    assert not two.take()
    assert one.held
    assert not two.held


def test_who_is_silent_for_too_long_loses_the_role(lease: Callable[[], Lease], clock: Clock) -> None:
    one, two = lease(), lease()
    one.take()
    assert not two.take()
    clock.now += 14
    assert not two.take()
    clock.now += 2
    assert two.take()
    assert not one.beat()
    assert not one.held


def test_who_beats_keeps_the_role(lease: Callable[[], Lease], clock: Clock) -> None:
    one, two = lease(), lease()
    one.take()
    for _ in range(10):
        assert not two.take()
        clock.now += 14
        assert one.beat()
    assert not two.take()


def test_the_clock_of_another_machine_plays_no_part(
    lease: Callable[[], Lease], own_engine: Engine, clock: Clock
) -> None:
    """Silence counts from the first look, however long ago the last beat seems to be."""
    lease().take()
    with own_engine.begin() as connection:
        connection.execute(
            text("UPDATE lease SET holder = 'elders/1/1/x', beat_at = '1999-01-01 00:00:00+00'")
        )
    other = lease()
    assert not other.take()
    clock.now += 16
    assert other.take()


def test_a_role_that_was_given_back_is_free_at_once(lease: Callable[[], Lease]) -> None:
    one, two = lease(), lease()
    one.take()
    one.release()
    assert not one.held
    assert two.take()


def test_giving_back_a_role_that_someone_else_has_by_now_does_nothing(
    lease: Callable[[], Lease], clock: Clock
) -> None:
    one, two = lease(), lease()
    one.take()
    two.take()
    clock.now += 16
    assert two.take()
    one.release()
    assert two.beat()


def test_two_who_see_the_same_silence_do_not_both_take_over(
    lease: Callable[[], Lease], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import lease as module

    one, two, three = lease(), lease(), lease()
    one.take()
    two.take()
    three.take()
    clock.now += 16
    seen = module.look
    taken: list[bool] = []

    def look_and_be_overtaken(*arguments: object) -> object:
        found = seen(*arguments)  # type: ignore[arg-type]
        monkeypatch.undo()
        taken.append(three.take())
        return found

    monkeypatch.setattr(module, "look", look_and_be_overtaken)
    assert not two.take()
    assert taken == [True]


def test_a_transaction_that_depends_on_the_role_notices_its_loss(
    lease: Callable[[], Lease], own_engine: Engine, clock: Clock
) -> None:
    one, two = lease(), lease()
    one.take()
    with writing(own_engine) as db, db.begin():
        assert one.hold(db)
    two.take()
    clock.now += 16
    two.take()
    with writing(own_engine) as db, db.begin():
        assert not one.hold(db)


def test_a_role_is_kept_in_the_background(own_engine: Engine) -> None:
    migrate(own_engine)
    one, two = (Lease(own_engine, Role.WORKER, seconds=3) for _ in range(2))
    one.take()
    with beating(one):
        end = time.monotonic() + 4
        while time.monotonic() < end:
            assert not two.take()
            time.sleep(0.05)
    assert one.held


def test_the_role_of_a_killed_process_is_free_at_once(address: str) -> None:
    with connected(address) as engine:
        migrate(engine)
        context = multiprocessing.get_context("spawn")
        started = context.Event()
        holder = context.Process(target=_hold, args=(address, started))
        holder.start()
        assert started.wait(60)
        one = Lease(engine, Role.WORKER)
        assert not one.take()
        holder.kill()
        # Not waited for yet: a parent may be late to notice, and the number stays in use until then.
        end = time.monotonic() + 30
        while not one.take():
            assert time.monotonic() < end
            time.sleep(0.01)
        holder.join()


def _hold(address: str, started: "multiprocessing.synchronize.Event") -> None:
    with connected(address) as engine:
        assert Lease(engine, Role.WORKER).take()
        started.set()
        time.sleep(60)


@pytest.fixture
def sleeper() -> Iterator[str]:
    """The name of a process that runs."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    machine, _, _, unique = processes.identity().split("/")
    found = processes._stat(process.pid)
    assert found is not None
    yield f"{machine}/{process.pid}/{found[1]}/{unique}"
    process.kill()
    process.communicate()


def test_a_process_that_runs_is_not_gone(sleeper: str) -> None:
    assert not processes.certainly_gone(processes.identity())
    assert not processes.certainly_gone(sleeper)


def test_a_number_that_another_process_has_by_now_is_no_sign_of_life(sleeper: str) -> None:
    machine, pid, started, unique = sleeper.split("/")
    assert processes.certainly_gone(f"{machine}/{pid}/{int(started) - 1}/{unique}")


def test_a_process_that_ended_is_gone() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    machine, _, _, unique = processes.identity().split("/")
    process.wait()
    assert processes.certainly_gone(f"{machine}/{process.pid}/12345/{unique}")


@pytest.mark.parametrize("name", ["", "elders/1/1/x", "x", "a/b/c/d", "////"])
def test_of_a_process_elsewhere_nothing_is_certain(name: str) -> None:
    assert not processes.certainly_gone(name)


def test_where_the_machine_tells_nothing_nothing_is_certain(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "_PROC", tmp_path)
    name = processes.identity()
    assert str(os.getpid()) in name
    assert not processes.certainly_gone(name)
    assert processes.identity() != processes.identity()
