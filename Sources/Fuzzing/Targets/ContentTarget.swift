import Content
import Diagnostics

/// Bytes as a content file: read or diagnosed, and every search's bytes lead back to the file.
struct ContentTarget: FuzzTarget {
  func run(_ input: [UInt8]) throws(FuzzFailure) {
    for kind in [nil, ContentKind.detection, .macro, .lookup] {
      let source = SourceText(name: "fuzz.yml", bytes: input)
      let library = ContentLoader.load([(source, kind)])
      for diagnostic in library.diagnostics { _ = diagnostic.rendered() }
      for detection in library.detections { try check(detection.search) }
    }
  }

  private func check(_ search: Span) throws(FuzzFailure) {
    let covered = search.source.pieces.reduce(0) { $0 + $1.range.count }
    guard covered == search.source.bytes.count else {
      throw FuzzFailure("pieces cover \(covered) of \(search.source.bytes.count) bytes")
    }
    for piece in search.source.pieces where piece.isVerbatim {
      guard piece.origin.text == search.source.string(piece.range) else {
        throw FuzzFailure("a verbatim piece differs from its origin")
      }
    }
  }
}
