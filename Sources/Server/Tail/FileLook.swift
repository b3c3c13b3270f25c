/// What is seen of a file from outside, and of its first bytes.
package struct FileLook: Sendable, Equatable {
  package var path: String
  package var device: UInt64
  package var inode: UInt64
  package var size: UInt64
  /// Seconds since the epoch.
  package var modified: Double
  /// Up to `FileIdentity.headSize` bytes from the front.
  package var head: [UInt8]

  package init(
    path: String, device: UInt64, inode: UInt64, size: UInt64, modified: Double, head: [UInt8]
  ) {
    self.path = path
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.head = head
  }
}

/// Tells a file from every other, also from one that got its number after it was deleted.
package struct FileIdentity: Sendable, Equatable {
  package static let headSize = 512

  package var device: UInt64
  package var inode: UInt64
  /// What the file began with when it was last read; a file that has grown begins with it still.
  package var head: [UInt8]

  package init(device: UInt64, inode: UInt64, head: [UInt8]) {
    self.device = device
    self.inode = inode
    self.head = head
  }

  package init(_ look: FileLook) {
    self.init(device: look.device, inode: look.inode, head: look.head)
  }

  func hasNumber(of look: FileLook) -> Bool {
    look.device == device && look.inode == inode
  }

  func hasHead(of look: FileLook) -> Bool { look.head.starts(with: head) }
}
