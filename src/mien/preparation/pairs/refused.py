"""What stops the making of one clip; the source turns it into a refusal."""


class Refused(Exception):  # noqa: N818 - it is an outcome, not an error
    """Something about the two photos that makes a clip of them impossible or wrong.

    Attributes:
        reason: one or two words, the same for all refusals of a kind.
        detail: a sentence: what was found and what would do.
        figure: what was measured, if it is a number.
        limit: what it would have had to keep to.
    """

    def __init__(
        self, reason: str, detail: str, figure: float | None = None, limit: float | None = None
    ) -> None:
        super().__init__(reason, detail, figure, limit)
        self.reason = reason
        self.detail = detail
        self.figure = figure
        self.limit = limit
