import Foundation

/// The files that a log consists of at this moment.
struct TailFolder {
  let current: FileLook?
  let rotated: [FileLook]

  init(configuration: FileTailConfiguration) {
    let path = configuration.path
    current = TailedFile.look(path)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    rotated = names.filter { configuration.isRotated($0) }
      .compactMap { TailedFile.look(folder + "/" + $0) }
  }
}

/// An open log file.
final class TailedFile {
  private let handle: Int32

  /// Nil when the file is not there any more, or another one in its place.
  init?(_ look: FileLook) {
    handle = open(look.path, O_RDONLY | O_CLOEXEC)
    guard handle >= 0 else { return nil }
    var status = stat()
    guard fstat(handle, &status) == 0, UInt64(status.st_ino) == look.inode,
      UInt64(status.st_dev) == look.device
    else { return nil }
  }

  deinit {
    if handle >= 0 { close(handle) }
  }

  /// Fewer bytes at the end, none behind it.
  func read(at offset: UInt64, count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count {
        let got = pread(
          handle, buffer.baseAddress.map { $0 + filled }, count - filled,
          off_t(offset) + off_t(filled))
        guard got > 0 else { break }
        filled += got
      }
    }
  }

  /// Nil when there is no such file.
  static func look(_ path: String) -> FileLook? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let modified = status.st_mtimespec
    #else
      let modified = status.st_mtim
    #endif
    var look = FileLook(
      path: path, device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
      size: UInt64(status.st_size),
      modified: Double(modified.tv_sec) + Double(modified.tv_nsec) / 1e9, head: [])
    guard let file = TailedFile(look) else { return nil }
    look.head = file.read(at: 0, count: FileIdentity.headSize)
    return look
  }
}
