"""How the service says no, with words that help."""

from math import ceil

BUSY = 503
"""Status of an answer to ask again later."""


class RefusalError(Exception):
    """An answer that is not what was asked for.

    Attributes:
        status: of HTTP.
        message: what was found and what would do.
        retry_after: seconds after which it is worth asking again, or None.
    """

    def __init__(self, status: int, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """What goes with the answer."""
        return {} if self.retry_after is None else {"Retry-After": str(ceil(self.retry_after))}

    @property
    def body(self) -> dict[str, str]:
        """The answer's JSON."""
        return {"detail": self.message}


def busy(what: str, seconds: float) -> RefusalError:
    """There is more to do than can be done soon."""
    return RefusalError(
        BUSY,
        f"Busy: {what}. Try again in {ceil(seconds)} s.",
        retry_after=seconds,
    )


def missing(what: str) -> RefusalError:
    """Nothing of that name belongs to this session."""
    return RefusalError(
        404, f"There is no such {what} in this session: it was removed, or forgotten to make room."
    )
