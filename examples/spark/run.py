"""Events of GED to N-Quads on Apache Spark: python run.py IN... OUT. See README.md here.

Importer and mapper are those of one machine (conflictkg.importers.parts); this file only hands rows to them:

    read    one task a file gives its rows in blocks, with file and line; a shuffle spreads the blocks
    look    ids that stand on two rows, by groupByKey
    map     a task a partition writes OUT/part-N.nq.gz and gives back a gist
    rest    the driver writes OUT/rest.nq.gz from the gists: actors, places, sums by year, the dataset
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from pyspark import SparkContext
from pyspark.sql import SparkSession

from conflictkg.errors import ConflictKGError, InputError
from conflictkg.importers import LoadReport, ged, parts
from conflictkg.importers.contract import Job
from conflictkg.importers.file import File

REST = "rest.nq.gz"
Block = tuple[tuple[int, int], list[parts.Row]]
"""File and block, and the rows of it."""


def main() -> int:
    """Read the command line, run, and say what came of it on stderr; exit codes are those of conflictkg."""
    told = argparse.ArgumentParser(description="Events of GED to N-Quads on Apache Spark.")
    told.add_argument(
        "files", nargs="+", metavar="IN", help="GED's CSV, also .csv.gz or .zip; every worker must see it"
    )
    told.add_argument("out", type=Path, metavar="OUT", help="a new folder for the N-Quads; every worker must see it")
    told.add_argument("--name", default="ucdp-ged", help="name of the dataset")
    told.add_argument("--partitions", type=int, default=0, help="in how many parts; else as many as Spark has cores")
    told.add_argument("--block", type=int, default=500, help="rows that stay together")
    given = told.parse_args()
    spark = SparkSession.builder.appName("conflictkg").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        report = run(spark.sparkContext, given.files, given.out, given.name, given.partitions, given.block)
    except ConflictKGError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    finally:
        spark.stop()
    print("\n".join(report.lines()), file=sys.stderr)
    return 0


def run(spark: SparkContext, files: list[str], out: Path, name: str, count: int = 0, block: int = 500) -> LoadReport:
    """Write the N-Quads of files into a new folder. Once ``rest.nq.gz`` is there, all is."""
    opened = [File(Path(path).absolute()) for path in files]
    for file in opened:
        ged.columns(file)  # a table that is none is told here, in a sentence
    out = out.absolute()
    if out.exists() and any(out.iterdir()):
        raise InputError("is not empty.", out, cure="Name a new folder.")
    out.mkdir(parents=True, exist_ok=True)
    job, count = Job(name), count or spark.defaultParallelism
    about = ged.described(opened, job)
    paths = [(number, str(file.path)) for number, file in enumerate(opened)]
    rows = (
        spark.parallelize(paths, len(paths))
        .flatMap(lambda each: blocks(*each, block))
        .repartitionAndSortWithinPartitions(count, lambda key: sum(key) % count)
        .mapPartitions(unpacked)
    )
    again = spark.broadcast(
        frozenset(rows.mapPartitions(parts.ids).groupByKey().flatMap(lambda each: parts.repeated(each[1])).collect())
    )

    def mapped(number: int, rows: Iterable[parts.Row]) -> Iterator[parts.Gist]:
        part = parts.Part(about, again.value)
        write(out / f"part-{number:05}.nq.gz", part.quads(rows))
        yield part.gist

    gists = rows.mapPartitionsWithIndex(mapped).collect()
    write(out / REST, parts.rest(about, gists, job))
    report = LoadReport.of([job.report, *(gist.report for gist in gists)])
    report.dataset = name
    return report


def blocks(number: int, path: str, size: int) -> Iterator[Block]:
    """The rows of a file, so many at a time, with the number of the file and of the block."""
    rows = parts.rows(number, File(Path(path)))
    order = 0
    while held := list(islice(rows, size)):
        yield (number, order), held
        order += 1


def unpacked(each: Iterable[Block]) -> Iterator[parts.Row]:
    """The rows of blocks, one by one."""
    return chain.from_iterable(rows for _, rows in each)


def write(path: Path, quads: Iterable[str]) -> None:
    """Write packed text under a name that it has only once it is whole: a task may be killed, or run twice."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with gzip.open(unfinished, "wt", encoding="utf-8", compresslevel=1, newline="") as file:
        file.writelines(quads)
    unfinished.replace(path)


if __name__ == "__main__":
    sys.exit(main())
