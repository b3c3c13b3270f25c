/// When events of a data set happen in its replay.
///
/// Units: seconds since the epoch.
package struct ReplayClock: Sendable, Equatable {
  package enum Times: Sendable, Equatable {
    case original
    /// At the replay's own pace the first event happens now; else the last one does.
    case now
  }

  private let times: Times
  /// How many seconds of the replay a second of the data set takes.
  private let scale: Double
  private let first: Double
  private let last: Double
  private let start: Double
  private let keepsPace: Bool

  package init(
    times: Times, scale: Double, first: Double, last: Double, start: Double, keepsPace: Bool
  ) {
    self.times = times
    self.scale = scale
    self.first = first
    self.last = last
    self.start = start
    self.keepsPace = keepsPace
  }

  /// The time that an event is given.
  package func time(of original: Double) -> Double {
    switch times {
    case .original: original
    case .now:
      keepsPace ? start + (original - first) * scale : start - (last - original) * scale
    }
  }

  /// Seconds from the replay's start to the sending of an event; 0 without a pace.
  package func delay(of original: Double) -> Double {
    keepsPace ? max(0, (original - first) * scale) : 0
  }
}
