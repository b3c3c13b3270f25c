import Diagnostics
import Testing

@testable import Content

/// Expected values: YAML 1.1 as libyaml reads it.
struct ContentHeaderTests {
  private func header(_ text: String) -> ContentHeader? {
    Array(text.utf8).withUnsafeBufferPointer { ContentHeader($0) }
  }

  @Test(arguments: [
    "name: A b\nid: 1-2\ntype: TTP\n", "id: 1-2\ntype: TTP\nname: A b",
    "name: 'A b'\nid: \"1-2\"\ntype:   TTP  \nlist:\n- x\n-\n  y\n",
    "---\n# comment\n\nname: A b\r\nid: 1-2\r\ntype: TTP\r\n\r\n",
    "\u{FEFF}name: A b\nsearch: |\n  name: not this\n  id\nid: 1-2\ntype: TTP\n",
    "search: \"a\n  name: no\n  b\"\nname: A b\nid: 1-2\ntype: TTP\nother:\n",
  ])
  func plain(_ text: String) {
    #expect(header(text)?.name == "A b")
    #expect(header(text)?.id == "1-2")
    #expect(header(text)?.type == "TTP")
  }

  /// What only a parser can tell is left to it.
  @Test(arguments: [
    "", "\n\n", "id: 1\n", "name:\n", "name: ~\n", "name: null\n", "name: ''\n",
    "name: A\n  b\n", "name: A\n\n  b\n", "name: |\n  A\n", "name: >-\n  A\n",
    "name: 'it''s'\n", "name: \"a\\tb\"\n", "name: 'A' # c\n", "name: A # c\n", "name: A: b\n",
    "name: A:\n", "name: é\n", "name: &a A\n", "name: *a\n", "name: !!str A\n", "name: [A]\n",
    "name: {a: b}\n", "name: A\nname: B\n", "\"name\": A\n", "name : A\n", "? name\n: A\n",
    "{name: A}\n", "  name: A\n", "- name: A\n", "%YAML 1.1\n---\nname: A\n",
    "name: A\n---\nname: B\n", "name: A\n...\n", "<<: *x\nname: A\n", "name: A\rid: b\r",
    "search: \"x\nname: B\"\nname: A\n", "name: A\tb\n", "name: \"A\n", "name: A\n\"id\": 1\n",
    "--- {name: A}\n", "name:A\n",
  ])
  func leftToTheParser(_ text: String) {
    #expect(header(text) == nil)
  }

  /// A scan that answers answers as the parser does.
  @Test func agreesWithTheParser() throws {
    guard let root = Samples.shared("escu") else {
      print("skipped: ../shared/data/escu is absent")
      return
    }
    var unanswered = 0
    for entry in ContentFolder(root).entries {
      let file = LoadedFile.load(entry)
      guard let source = file.nameSpan?.source else { continue }
      guard let header = source.bytes.withUnsafeBufferPointer({ ContentHeader($0) }) else {
        unanswered += 1
        continue
      }
      #expect(file.file.name == header.name)
      #expect(file.item?.identity.id == nil || file.item?.identity.id == header.id)
    }
    #expect(unanswered < 50)
  }
}
