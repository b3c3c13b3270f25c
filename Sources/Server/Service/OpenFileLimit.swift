import Foundation

/// How many files and sockets the process may have open.
enum OpenFileLimit {
  /// Asks for room for some connections and returns for how many there is.
  static func connections(wanted: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(files, &limit) == 0 else { return wanted }
    let own = 256
    let needed = rlim_t(wanted + own)
    if limit.rlim_cur < needed {
      var raised = limit
      raised.rlim_cur = min(needed, limit.rlim_max)
      if setrlimit(files, &raised) == 0 { limit = raised }
    }
    guard limit.rlim_cur < needed else { return wanted }
    return max(16, Int(limit.rlim_cur) - own)
  }

  #if canImport(Glibc)
    private static let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let files = RLIMIT_NOFILE
  #endif
}
