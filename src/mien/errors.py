"""The one error that is meant for users."""


class MienError(ValueError):
    """Something that the user can mend: the message says what was found and what would do.

    The command line prints it without a traceback and exits with code 2.
    """
