import ArgumentParser
import SearchEngine

/// How results are written.
struct OutputOptions: ParsableArguments {
  @Option(
    name: .long,
    help: "table, ndjson, json, csv or raw (default: table on a terminal, ndjson otherwise).")
  var format: ResultFormat?

  var resolved: ResultFormat { format ?? (StandardOutput.isTerminal ? .table : .ndjson) }
}

extension ResultFormat: ExpressibleByArgument {}
