package import EventStore

/// What a body of the HTTP Event Collector holds: the events up to the first bad one, and what is
/// wrong with that.
package struct HECDecoding: Sendable {
  package var block = EventBlock()
  package var fault: HECFault?
  /// Objects that are taken and hold nothing to store: fields without an event that are no metric.
  package var ignored = 0

  package init() {}
}
