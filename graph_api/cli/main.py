"""The command line as a whole: its commands, and what a user sees when something fails."""

import os
import sys

import click

from graph_api import __version__
from graph_api.cli.database import migrate, neo4j
from graph_api.cli.demo import demo
from graph_api.cli.exporting import export
from graph_api.cli.facts import audit, derive, erase
from graph_api.cli.loading import check, load, mapping
from graph_api.cli.records import record
from graph_api.cli.refreshing import kernels, refresh
from graph_api.cli.serving import serve
from graph_api.cli.templates import template
from graph_api.cli.writing import export_schema, synth
from graph_api.domain.errors import SammachipError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sammachip")
def commands() -> None:
    """เครือข่ายเรียนรู้สัมมาชีพชุมชน: นำเข้า ตรวจ คำนวณ และให้บริการผ่าน GraphQL.

    The learning network of community livelihoods: load, check, measure, and serve as GraphQL.
    """


COMMANDS = (
    demo,
    template,
    check,
    load,
    mapping,
    record,
    derive,
    erase,
    audit,
    refresh,
    kernels,
    serve,
    export,
    migrate,
    neo4j,
    synth,
    export_schema,
)

for command in COMMANDS:
    commands.add_command(command)


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
