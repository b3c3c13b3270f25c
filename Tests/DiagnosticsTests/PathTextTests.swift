import Diagnostics
import Testing

/// Source: POSIX, `dirname` and `basename`, but that a path without a folder has none.
@Suite struct PathTextTests {
  @Test(arguments: [
    (".", "", "."), ("x", "", "x"), ("", "", ""), ("/", "/", "/"), ("//", "/", "/"),
    ("/x", "/", "x"), ("a/", "", "a"), ("a/b", "a", "b"), ("a//b/", "a", "b"),
    ("./x", ".", "x"), ("..", "", ".."), ("/a/b.yml", "/a", "b.yml"),
  ])
  func pathsFallApart(_ path: String, _ folder: String, _ name: String) {
    #expect(PathText.folder(of: path) == folder)
    #expect(PathText.name(of: path) == name)
  }
}
