import NIOCore

/// Takes up one request's body within the limits.
struct BodyCollector {
  private(set) var body: [UInt8] = []
  /// What the body holds of the budget.
  let share: BudgetShare
  /// Bytes that came in, packed or not.
  private(set) var received = 0
  private let inflater: Inflater?
  private let limit: Int

  /// Errors: an encoding nobody knows, or a length above the limit.
  init(
    encoding: String?, length: Int?, limit: Int, budget: ByteBudget
  ) throws(BodyFault) {
    self.limit = limit
    share = BudgetShare(budget)
    switch encoding?.lowercased() {
    case nil, "", "identity": inflater = nil
    case "gzip", "x-gzip": inflater = try Inflater(limit: limit)
    case .some: throw .unknownEncoding(encoding ?? "")
    }
    if let length {
      guard length <= limit else { throw .tooLarge(limit: limit) }
      // A length is only a promise: no more is set aside for it than one large request needs.
      if inflater == nil { body.reserveCapacity(min(length, 1 << 20)) }
    }
  }

  mutating func add(_ piece: ByteBuffer) throws(BodyFault) {
    received += piece.readableBytes
    guard received <= limit else { throw .tooLarge(limit: limit) }
    let before = body.count
    guard let inflater else {
      try reserve(piece.readableBytes)
      piece.withUnsafeReadableBytes { body.append(contentsOf: $0) }
      return
    }
    var fault: BodyFault?
    piece.withUnsafeReadableBytes { bytes in
      do throws(BodyFault) { try inflater.unpack(bytes, into: &body) } catch { fault = error }
    }
    if let fault { throw fault }
    try reserve(body.count - before)
  }

  func finish() throws(BodyFault) { try inflater?.finish() }

  private func reserve(_ count: Int) throws(BodyFault) {
    guard share.take(count) else { throw .busy }
  }
}
