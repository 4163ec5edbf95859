import asyncio
import threading

import pytest

from mien.studio.gate import Gate
from mien.studio.refusal import BUSY, RefusalError


def run(work):
    return asyncio.run(work)


def test_a_full_line_sends_away_and_says_when_to_come_back():
    go = threading.Event()

    async def crowd() -> list[object]:
        gate = Gate(workers=1, waiting=2, waiting_each=9)
        tasks = [asyncio.create_task(gate.run(f"{n}", go.wait)) for n in range(5)]
        await asyncio.sleep(0.05)
        go.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert await gate.run("later", lambda: 7) == 7
        gate.close()
        return results

    results = run(crowd())
    refused = [result for result in results if isinstance(result, RefusalError)]
    assert [result.status for result in refused] == [BUSY, BUSY]
    assert all(int(result.headers["Retry-After"]) >= 1 for result in refused)
    assert results.count(True) == 3


def test_one_session_cannot_fill_the_line():
    go = threading.Event()

    async def greedy() -> object:
        gate = Gate(workers=1, waiting=9, waiting_each=2)
        tasks = [asyncio.create_task(gate.run("eve", go.wait)) for _ in range(4)]
        await asyncio.sleep(0.05)
        other = asyncio.create_task(gate.run("ada", lambda: "served"))
        await asyncio.sleep(0.05)
        go.set()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert sum(isinstance(result, RefusalError) for result in results) == 2
        gate_answer = await other
        gate.close()
        return gate_answer

    assert run(greedy()) == "served"


def test_who_goes_away_frees_the_place_only_when_the_work_is_done():
    go = threading.Event()

    async def leave() -> None:
        gate = Gate(workers=1, waiting=0, waiting_each=9)
        gone = asyncio.create_task(gate.run("a", go.wait))
        await asyncio.sleep(0.05)
        gone.cancel()
        await asyncio.sleep(0.05)
        with pytest.raises(RefusalError):
            await gate.run("b", lambda: 1)
        go.set()
        await asyncio.sleep(0.1)
        assert await gate.run("b", lambda: 1) == 1
        gate.close()

    run(leave())


def test_an_error_in_the_work_reaches_who_asked():
    async def fail() -> None:
        gate = Gate(workers=1, waiting=0, waiting_each=1)
        with pytest.raises(ZeroDivisionError):
            await gate.run("a", lambda: 1 / 0)
        assert await gate.run("a", lambda: 2) == 2
        gate.close()

    run(fail())
