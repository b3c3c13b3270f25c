import EventStore
import Server
import Synchronization
import Testing

@Suite struct EventIntakeTests {
  private final class Uptime: Sendable {
    let seconds = Mutex(100.0)
  }

  /// A load balancer that hears "full" sends nothing: so nothing would ever find room again.
  @Test func wantOfRoomIsForgotten() async {
    let sink = SinkDouble()
    let uptime = Uptime()
    let intake = EventIntake(sink: sink, uptime: { uptime.seconds.withLock { $0 } })
    var block = EventBlock()
    block.append(
      Array("a".utf8), time: 1,
      metadata: EventBlock.Metadata(index: "main", source: "s", sourcetype: "t", host: "h"))
    #expect(!intake.isFull)
    sink.mood = .full
    await #expect(throws: EventSinkError.self) { try await intake.append(block, from: "hec") }
    #expect(intake.isFull)
    uptime.seconds.withLock { $0 += 4 }
    #expect(intake.isFull)
    uptime.seconds.withLock { $0 += 2 }
    #expect(!intake.isFull)
  }
}
