"""From files to a build folder: the graph, the page, the store, the sources and a report."""

from kg.builder.outputs import write_outputs
from kg.builder.report import Report, read_report
from kg.builder.runner import BuildResult, build, gather

__all__ = ["BuildResult", "Report", "build", "gather", "read_report", "write_outputs"]
