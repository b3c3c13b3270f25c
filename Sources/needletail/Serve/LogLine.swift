import EventModel
import Foundation
import Logging

/// Writes log messages to standard error, one JSON object a line.
struct LogLine: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info
  private let label: String

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var object = JSONObjectWriter()
    object.text("time", Date().ISO8601Format(.iso8601(timeZone: .gmt)))
    object.text("level", event.level.rawValue)
    object.text("part", label)
    object.text("message", event.message.description)
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) { object.text(key, "\(value)") }
    StandardError.write(String(decoding: object.finished(), as: UTF8.self))
  }
}
