"""A group of commands that imports a command when it runs, and turns users' errors into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import IO, Any

import click

from mien.errors import MienError

ERROR = 2
"""Exit code when nothing could be done."""

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 and the number of SIGINT."""


@dataclass(frozen=True)
class Entry:
    """Where a command is found.

    Attributes:
        module: it holds a click command of the same name as the command.
        help: one line for the list of commands.
        extra: what to install for it beside the package itself.
    """

    module: str
    help: str
    extra: str = ""


class UserError(click.ClickException):
    """A `MienError` on its way out of the program."""

    exit_code = ERROR

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it without a traceback."""
        click.echo(f"error: {self.message}", file=file, err=file is None)


class LazyGroup(click.Group):
    """Commands by name; listing them imports none."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.entries:
            return None
        try:
            module = import_module(self.entries[cmd_name].module)
        except ModuleNotFoundError as error:
            self._explain(ctx, cmd_name, error)
            raise
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except MienError as error:
            raise UserError(str(error)) from error
        except ModuleNotFoundError as error:
            self._explain(ctx, ctx.invoked_subcommand or "", error)
            raise
        except KeyboardInterrupt as error:
            click.echo("interrupted", err=True)
            raise click.exceptions.Exit(INTERRUPTED) from error

    def _explain(self, ctx: click.Context, command: str, error: ModuleNotFoundError) -> None:
        """Say what to install for a command; a missing module of our own is a defect."""
        extra = self.entries[command].extra if command in self.entries else ""
        if extra and (error.name or "mien").partition(".")[0] != "mien":
            raise UserError(
                f"`{ctx.command_path} {command}` needs {error.name}, which is not installed. "
                f"Run: pip install 'mien[{extra}]'"
            ) from error
