"""What a method costs."""

from dataclasses import dataclass

from mien.evaluation.entrant import Entrant


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What is known of it; None where nothing is.

    Attributes:
        animator: name of the method.
        parameters: numbers that it has learnt and draws with.
        milliseconds: for a frame, portrait and all, where the report was made.
        minutes: that its training took, on whatever machine that was.
    """

    animator: str
    parameters: int | None
    milliseconds: float | None
    minutes: float | None


def cost(name: str, method: Entrant, milliseconds: float | None) -> Cost:
    """Ask a method, and its animator, what they know.

    Args:
        name: of the method.
        method: an animator of its own may say how many `parameters` it has.
        milliseconds: measured.
    """
    parameters = method.parameters
    if parameters is None:
        parameters = getattr(method.animator, "parameters", None)
    return Cost(
        animator=name,
        parameters=parameters,
        milliseconds=milliseconds,
        minutes=method.minutes,
    )
