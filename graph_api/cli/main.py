"""The command line as a whole: its commands, and what a user sees when something fails."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from graph_api import __version__
from graph_api.domain.errors import SammachipError

MODULES = {
    "demo": "demo",
    "template": "templates",
    "check": "loading",
    "load": "loading",
    "mapping": "loading",
    "record": "records",
    "derive": "facts",
    "erase": "facts",
    "audit": "facts",
    "refresh": "refreshing",
    "kernels": "refreshing",
    "serve": "serving",
    "export": "exporting",
    "migrate": "database",
    "neo4j": "database",
    "synth": "writing",
    "export-schema": "writing",
}
"""Every command, and the module of this package that holds it."""

STOPPED = 130
"""What a shell expects of a command that Ctrl+C ended (128 and the number of the signal)."""


class Commands(click.Group):
    """Commands that are imported when they are asked for.

    A service then begins without the readers of workbooks, and a load without GraphQL.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the alphabet."""
        return sorted([*MODULES, *super().list_commands(ctx)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, if there is one."""
        if cmd_name not in MODULES:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"graph_api.cli.{MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; Ctrl+C where it has no words of its own for it is said in ours."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("หยุดตามคำสั่ง (Ctrl+C)", err=True)
            ctx.exit(STOPPED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sammachip")
def commands() -> None:
    """เครือข่ายเรียนรู้สัมมาชีพชุมชน: นำเข้า ตรวจ คำนวณ และให้บริการผ่าน GraphQL.

    The learning network of community livelihoods: load, check, measure, and serve as GraphQL.
    """


def main() -> None:
    """Run the command line; a failure is one message and a non-zero exit, never a traceback."""
    try:
        commands(standalone_mode=True)
    except SammachipError as error:
        click.echo(f"ผิดพลาด [{error.code}]: {error.message}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output (such as `head`) has gone; that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("SAMMACHIP_DEBUG"):
            raise
        click.echo(
            f"ผิดพลาดภายในโปรแกรม ({type(error).__name__}: {error})\n"
            "โปรดแจ้งผู้ดูแลพร้อมข้อความนี้ (ดูรายละเอียดด้วย SAMMACHIP_DEBUG=1)",
            err=True,
        )
        sys.exit(1)
