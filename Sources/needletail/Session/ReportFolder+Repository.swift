import Diagnostics
import Foundation

extension ReportFolder {
  /// The repository that the program was started in, which code hosts show paths of; without one,
  /// the folder that it was started in.
  static var repository: ReportFolder {
    let current = FileManager.default.currentDirectoryPath
    var folder = current
    while !FileManager.default.fileExists(atPath: folder + "/.git") {
      guard folder != "/", !folder.isEmpty else { return ReportFolder(current) }
      folder = PathText.folder(of: folder)
    }
    return ReportFolder(folder, current: current)
  }

  /// The folder that the program was started in.
  static var current: ReportFolder {
    ReportFolder(FileManager.default.currentDirectoryPath)
  }
}
