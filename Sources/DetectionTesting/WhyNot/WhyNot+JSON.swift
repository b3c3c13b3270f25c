package import EventModel

extension WhyNot {
  /// Adds `near_misses`, `dropped` and `smallest_change` to the object of an explanation.
  package func write(to object: inout JSONObjectWriter) {
    object.raw("near_misses", Self.list(misses.map { Self.object($0) }))
    object.raw(
      "dropped",
      Self.list(
        stages.map { stage in
          var entry = JSONObjectWriter()
          entry.text("stage", stage.label)
          var conditions = JSONObjectWriter()
          for condition in stage.conditions {
            conditions.number(condition.text, Double(condition.failures))
          }
          entry.raw("failures", conditions.finished())
          entry.raw("rows", Self.list(stage.rows.map { Self.object($0) }))
          return entry.finished()
        }))
    if let (_, changes) = smallestChange {
      object.texts("smallest_change", changes.map { $0.printed })
    } else {
      object.null("smallest_change")
    }
  }

  private static func object(_ miss: Miss) -> [UInt8] {
    var object = JSONObjectWriter()
    if let time = miss.time { object.text("time", text(time)) } else { object.null("time") }
    var fields = JSONObjectWriter()
    for field in miss.known { fields.text(field.name, field.value) }
    object.raw("fields", fields.finished())
    object.raw(
      "fails",
      list(
        miss.fails.map { condition in
          var entry = JSONObjectWriter()
          entry.text("term", condition.text)
          entry.text("actual", condition.actual)
          return entry.finished()
        }))
    if !miss.hints.isEmpty { object.texts("hints", miss.hints) }
    object.texts("changes", miss.advice?.changes.map { $0.printed } ?? [])
    object.boolean("fires_then", miss.advice?.fires ?? false)
    return object.finished()
  }

  private static func list(_ items: [[UInt8]]) -> [UInt8] {
    [UInt8(ascii: "[")] + Array(items.joined(separator: [UInt8(ascii: ",")])) + [UInt8(ascii: "]")]
  }
}
