import Foundation

/// A socket that sends whatever it is told to.
final class RawClient: Sendable {
  struct Failure: Error {
    var call: String
    var code: Int32
  }

  private let handle: Int32

  init(port: Int) throws {
    #if canImport(Glibc)
      handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      handle = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard handle >= 0 else { throw Failure(call: "socket", code: errno) }
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(
      handle, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw Failure(call: "connect", code: errno) }
  }

  deinit { close(handle) }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        #if canImport(Glibc)
          Foundation.send(
            handle, $0.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
        #else
          Foundation.send(handle, $0.baseAddress.map { $0 + sent }, bytes.count - sent, 0)
        #endif
      }
      // The server may have heard enough.
      guard count > 0 else { return }
      sent += count
    }
  }

  /// What has come when it is enough, or at the end.
  func read(until isEnough: (String) -> Bool) throws -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !isEnough(String(decoding: bytes, as: UTF8.self)) {
      let count = recv(handle, &buffer, buffer.count, 0)
      if count == 0 { break }
      guard count > 0 else {
        if errno == ECONNRESET { break }
        throw Failure(call: "recv", code: errno)
      }
      bytes += buffer[0..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func readToEnd() throws -> String { try read(until: { _ in false }) }
}
