"""The commands, one thin function each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Knowledge graphs from Chinese local-government documents, with a quote for every statement.

Example: `kg build seeds -o build && kg query build --name companies-by-district`
""",
)

Folder = Annotated[Path, typer.Argument(help="A build folder, made by `kg build`.", show_default=False)]


class TableFormat(StrEnum):
    """How `kg query` prints its result."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TTL = "ttl"


def _version(wanted: bool) -> None:
    if wanted:
        from kg.version import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _kg(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders to read.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="The build folder to write.")] = Path(
        "build"
    ),
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Worker processes; 0 chooses.")] = 0,
    manifest: Annotated[
        Path | None,
        typer.Option(help="A CSV with columns file,title,publisher,date,place,language for all inputs."),
    ] = None,
    base_iri: Annotated[str | None, typer.Option(help="The namespace of your things.")] = None,
) -> None:
    """Build the graph of documents: graph.ttl, graph.html, store/, sources/ and report.json.

    Example: `kg build seeds -o build`

    What is known about documents comes from a manifest.csv in their folder, or from `--manifest`; what is
    missing there is read from the text itself. Exit status: 0, or 1 if an input could not be read.
    """
    from kg.cli.building import run_build

    raise typer.Exit(run_build(inputs, output, jobs=jobs, manifest=manifest, base_iri=base_iri))


@app.command()
def query(
    folder: Folder,
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option(help="Read the query from a file.")] = None,
    name: Annotated[str | None, typer.Option(help="A query of the library; see `--list`.")] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="A parameter of a named query, as name=value.")
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the query library and stop.")] = False,
    format_: Annotated[
        TableFormat, typer.Option("--format", help="How to print the result.")
    ] = TableFormat.TABLE,
) -> None:
    """Ask a build a SPARQL question; the usual prefixes are declared for you.

    Example: `kg query build 'SELECT ?name { ?x a kg:Company ; skos:prefLabel ?name }'`

    Example: `kg query build --name companies-by-district --format csv`
    """
    from kg.cli.querying import list_queries, run_query

    if list_:
        list_queries()
    else:
        run_query(folder, sparql=sparql, file=file, name=name, params=param or [], format_=format_.value)


@app.command()
def validate(folder: Folder) -> None:
    """Check a build against the contract (SHACL) and every quote against its source.

    Example: `kg validate build`

    Exit status: 0 if all is well, 1 if something is wrong; each fault is named with its document and quote.
    """
    from kg.cli.checking import run_validate

    raise typer.Exit(run_validate(folder))


@app.command()
def stats(folder: Folder) -> None:
    """Count what a build holds by class, relation and document, and show the slowest steps.

    Example: `kg stats build`
    """
    from kg.cli.checking import run_stats

    run_stats(folder)


@app.command()
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Gold files, each beside its text or with --texts.", show_default=False),
    ],
    texts: Annotated[
        Path | None,
        typer.Option(help="The folder with the gold's texts; default: the folder of each gold file."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what is missed and what is extra, by cause.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Build the graph of each gold document alone and score it: precision, recall, F1 by class and relation.

    Example: `kg evaluate tests/gold/*.json --texts seeds --errors`
    """
    from kg.cli.checking import run_evaluate

    run_evaluate(gold, texts=texts, errors=errors, as_json=json_)


rules = typer.Typer(no_args_is_help=True, help="Lexicons, frames and other rules of `ontology/`.")
app.add_typer(rules, name="rules")


@rules.command("check")
def rules_check(
    folder: Annotated[
        Path | None,
        typer.Argument(help="An ontology folder; default: the installed one.", show_default=False),
    ] = None,
) -> None:
    """Check every rule file against its schema and run its examples; faults come with file and line.

    Example: `kg rules check ontology`
    """
    from kg.cli.checking import run_rules_check

    raise typer.Exit(run_rules_check(folder))


@app.command()
def train(
    annotated: Annotated[list[Path], typer.Argument(help="Files of annotated mentions (JSON Lines).")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder for the weights.")] = Path(
        "weights"
    ),
    texts: Annotated[
        Path | None, typer.Option(help="The folder of the sources of sentences that are given by offsets.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same scores.")] = 1,
    epochs: Annotated[int, typer.Option(min=1, help="Passes over the data.")] = 8,
) -> None:
    """Retrain the mention recogniser (needs the extra `train`).

    Example: `kg train mentions.jsonl -o weights --seed 1`
    """
    from kg.cli.training import run_train

    run_train(annotated, output, texts=texts, seed=seed, epochs=epochs)
