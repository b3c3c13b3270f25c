import Dispatch
import Testing

@testable import EventStore

struct IngestPressureTests {
  private func at(_ milliseconds: UInt64) -> DispatchTime {
    DispatchTime(uptimeNanoseconds: 10_000_000_000 + milliseconds * 1_000_000)
  }

  @Test func littleIsNoPressure() {
    var pressure = IngestPressure()
    for step in 0..<40 as Range<UInt64> {
      pressure.add(1 << 20, at: at(step * 100))
      #expect(!pressure.isHigh(at: at(step * 100)))
    }
  }

  @Test func muchIsPressureUntilItEnds() {
    var pressure = IngestPressure()
    for step in 0..<40 as Range<UInt64> { pressure.add(8 << 20, at: at(step * 100)) }
    #expect(pressure.isHigh(at: at(3_950)))
    #expect(!pressure.isHigh(at: at(5_200)))
  }
}
