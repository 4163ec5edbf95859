"""How fast a session may ask: a token bucket each."""

import time
from collections import OrderedDict
from collections.abc import Callable

from mien.studio.refusal import RefusalError

_REMEMBERED = 4096
"""Sessions whose pace is known; beyond that the one that asked longest ago is forgotten."""


class Pace:
    """Buckets that hold `burst` tokens and gain `rate` a second; a request takes one.

    Args:
        rate: tokens a second.
        burst: tokens at most.
        clock: seconds.
    """

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, who: str, cost: float = 1.0) -> None:
        """Take tokens.

        Raises:
            RefusalError: 429, there are too few.
        """
        now = self._clock()
        tokens, at = self._buckets.pop(who, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        short = cost - tokens
        self._buckets[who] = (tokens if short > 0 else tokens - cost, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        if short > 0:
            raise RefusalError(
                429,
                "Too many requests from this browser. Slow down.",
                retry_after=short / self._rate,
            )
