import Dispatch
import EventFiles
import Foundation

/// Shows how far a scan is, on a terminal, for anything over a second.
final class ProgressBar {
  private let timer: (any DispatchSourceTimer)?

  convenience init(_ source: FileSource) { self.init { source.progress } }

  convenience init(_ input: EventInput) { self.init { input.progress } }

  private init(_ progress: @escaping @Sendable () -> ScanProgress) {
    guard StandardError.isTerminal else {
      timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "needletail.progress"))
    let start = DispatchTime.now()
    timer.schedule(deadline: .now() + 1, repeating: 0.2)
    timer.setEventHandler {
      let seconds =
        Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
      StandardError.overwrite(Self.line(progress(), seconds: seconds))
    }
    timer.activate()
    self.timer = timer
  }

  func end() {
    guard let timer else { return }
    timer.cancel()
    StandardError.overwrite("")
  }

  /// `[#####     ]  52 %  520 MB of 1.0 GB, 2.1 GB/s, 0.3 s left`
  static func line(_ progress: ScanProgress, seconds: Double) -> String {
    let rate = seconds > 0 ? Double(progress.bytesDone) / seconds : 0
    let speed = Quantity.bytes(Int(rate)) + "/s"
    guard progress.bytesTotal > 0 else {
      return "\(Quantity.bytes(progress.bytesDone)), \(Quantity.count(progress.records)) records, "
        + speed
    }
    let share = min(1, Double(progress.bytesDone) / Double(progress.bytesTotal))
    let width = 30
    let filled = Int(share * Double(width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled)
    let left = rate > 0 ? Double(progress.bytesTotal - progress.bytesDone) / rate : 0
    let percent = String(format: "%3.0f %%", share * 100)
    return "[\(bar)] \(percent)  \(Quantity.bytes(progress.bytesDone)) of "
      + "\(Quantity.bytes(progress.bytesTotal)), \(speed), "
      + String(format: "%.0f s left", max(0, left))
  }
}

/// Numbers as a person reads them.
enum Quantity {
  static func bytes(_ count: Int) -> String {
    let units = ["B", "KB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(count) B" : String(format: "%.1f ", value) + units[unit]
  }

  /// `1,234,567`
  static func count(_ number: Int) -> String {
    var digits = Array(String(number))
    var index = digits.count - 3
    while index > 0 {
      digits.insert(",", at: index)
      index -= 3
    }
    return String(digits)
  }

  static func plural(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}
