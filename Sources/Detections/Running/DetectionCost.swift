/// What the runs of a detection have taken since the program started.
///
/// Units: seconds of the clock. Detections that run together share a scan: each has an equal part of
/// its seconds, and all of its events.
package struct DetectionCost: Sendable, Equatable {
  package private(set) var runs = 0
  package private(set) var seconds = 0.0
  package private(set) var events = 0
  package private(set) var lastSeconds = 0.0
  package private(set) var lastEvents = 0

  package init() {}

  package mutating func add(seconds: Double, events: Int) {
    runs += 1
    self.seconds += seconds
    self.events += events
    lastSeconds = seconds
    lastEvents = events
  }
}
