/// Writes one JSON object, members in the order they are given.
public struct JSONObjectWriter: Sendable {
  private var output: [UInt8] = [UInt8(ascii: "{")]
  private var isFirst = true

  public init() {}

  private mutating func key(_ name: String) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    isFirst = false
    JSONText.append(name, to: &output)
    output.append(UInt8(ascii: ":"))
  }

  public mutating func text(_ name: String, _ value: String) {
    key(name)
    JSONText.append(value, to: &output)
  }

  public mutating func number(_ name: String, _ value: Double) {
    key(name)
    output += Array(NumberText.format(value).utf8)
  }

  public mutating func boolean(_ name: String, _ value: Bool) {
    key(name)
    output += Array((value ? "true" : "false").utf8)
  }

  public mutating func null(_ name: String) {
    key(name)
    output += Array("null".utf8)
  }

  public mutating func texts(_ name: String, _ values: [String]) {
    key(name)
    output.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSONText.append(value, to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  /// A value that is JSON already.
  public mutating func raw(_ name: String, _ json: [UInt8]) {
    key(name)
    output += json
  }

  public consuming func finished() -> [UInt8] { output + [UInt8(ascii: "}")] }
}
