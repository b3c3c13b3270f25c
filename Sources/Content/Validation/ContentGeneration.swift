/// Which generation's rules hold for files that do not show it as detections do.
enum ContentGeneration {
  /// A file with ESCU 6's dates is of ESCU 6.
  static func shape(of root: YAMLNode, older: DetectionShape) -> DetectionShape {
    root["creation_date"] != nil || root["modification_date"] != nil ? .escu6 : older
  }

  /// The generation of files with a `date`: that of the detections around them.
  static func older(of library: ContentLibrary) -> DetectionShape {
    let counts = library.detections.reduce(into: [DetectionShape: Int]()) {
      $0[$1.shape, default: 0] += 1
    }
    return counts[.escu5, default: 0] > counts[.escu4, default: 0] ? .escu5 : .escu4
  }
}
