import Dispatch
import Foundation

/// Calls back at every SIGHUP.
final class HangUp {
  private let source: any DispatchSourceSignal

  init(_ body: @escaping @Sendable () -> Void) {
    signal(SIGHUP, SIG_IGN)
    source = DispatchSource.makeSignalSource(
      signal: SIGHUP, queue: DispatchQueue(label: "needletail.reload"))
    source.setEventHandler(handler: body)
    source.activate()
  }

  func end() { source.cancel() }
}
