package import Content

/// Events of a test, before anybody knows where they lie.
package struct TestData: Sendable, Hashable {
  package enum Origin: Sendable, Hashable {
    /// A URL, or a path below the folder of the content.
    case place(String, folder: String)
    /// One event a line.
    case text(String)
  }

  package let origin: Origin
  package let source: String?
  package let sourcetype: String?
  package let host: String?
  package let index: String?

  package init(_ data: DetectionTest.AttackData, folder: String) {
    origin = .place(data.data, folder: folder)
    source = data.source
    sourcetype = data.sourcetype
    host = data.host
    index = data.customIndex
  }

  package init(_ events: DetectionTest.InlineEvents) {
    origin = .text(events.text)
    source = events.source
    sourcetype = events.sourcetype
    host = events.host
    index = events.index
  }
}
