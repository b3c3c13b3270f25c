import Dispatch
import Execution
import Foundation

/// Turns Ctrl-C into the cancellation of the running search; a second one ends the program at once.
final class Interrupt {
  let cancellation = Cancellation()
  private let source: any DispatchSourceSignal

  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(
      signal: SIGINT, queue: DispatchQueue(label: "needletail.interrupt"))
    let cancellation = cancellation
    source.setEventHandler {
      if cancellation.isCancelled { exit(Failure.interrupted) }
      cancellation.cancel()
    }
    source.activate()
  }

  deinit { source.cancel() }
}
