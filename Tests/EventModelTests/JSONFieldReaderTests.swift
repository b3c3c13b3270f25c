import EventModel
import Testing

@Suite struct JSONFieldReaderTests {
  /// One row of the fields, values of a multivalue joined by `|`, in column order.
  private func read(
    _ text: String, _ selection: JSONFieldReader.Selection = .all,
    orderedKeys: [JSONFieldReader.OrderedKey] = []
  ) throws -> [String] {
    let arena = Arena()
    let document = JSONDocument()
    try document.index(arena.store(text))
    let reader = JSONFieldReader(selection, orderedKeys: orderedKeys)
    reader.beginRow()
    try reader.read(document, isOrdered: !orderedKeys.isEmpty)
    return reader.takeColumns().columns.compactMap { name, column in
      let values = column[0].texts(in: arena).map { $0.string }
      return values.isEmpty ? nil : "\(name)=\(values.joined(separator: "|"))"
    }
  }

  // Source: Splunk Search Reference, spath: arrays as `{}`, members joined with dots.
  @Test func flattensNestedObjectsAndArrays() throws {
    let text = #"{"a":{"b":"x"},"c":["1","2"],"d":[{"e":1},{"e":2,"f":true}],"g":[[1,2],[3]]}"#
    #expect(
      try read(text) == ["a.b=x", "c{}=1|2", "d{}.e=1|2", "d{}.f=true", "g{}{}=1|2|3"])
  }

  @Test func nullAndEmptyMakeNothing() throws {
    #expect(try read(#"{"a":null,"b":[],"c":{},"d":"","e":[null,1]}"#) == ["d=", "e{}=1"])
  }

  @Test func keysKeepDotsAndSlashes() throws {
    let text = #"{"annotations":{"authorization.k8s.io/decision":"allow"},"a.b":1,"a":{"b":2}}"#
    let expected = ["annotations.authorization.k8s.io/decision=allow", "a.b=1|2"]
    #expect(try read(text) == expected)
    #expect(
      try read(text, .names(["annotations.authorization.k8s.io/decision", "a.b"])) == expected)
  }

  @Test func numbersAndWordsStayAsWritten() throws {
    #expect(
      try read(#"{"a":1.50,"b":-0,"c":1e5,"d":false,"e":12345678901234567890}"#)
        == ["a=1.50", "b=-0", "c=1e5", "d=false", "e=12345678901234567890"])
  }

  @Test func stringsAreUnescaped() throws {
    #expect(
      try read(#"{"a":"\u0063ron\n\"x\" \ud83d\ude00","\u0062":"é","c":"\ud800!"}"#)
        == ["a=cron\n\"x\" 😀", "b=é", "c=\u{FFFD}!"])
  }

  @Test func duplicateKeysMakeAMultivalue() throws {
    #expect(try read(#"{"a":1,"a":2,"b":{"c":3},"b":{"c":4}}"#) == ["a=1|2", "b.c=3|4"])
    #expect(try read(#"{"a":1,"b":0,"a":2}"#, .names(["a"])) == ["a=1|2"])
  }

  @Test func selectionComesInOrderOfSelection() throws {
    let text = #"{"user":{"username":"u","groups":["g","h"]},"verb":"get","x":{"y":[{"z":1}]}}"#
    #expect(
      try read(text, .names(["verb", "user.groups{}", "user.username", "x.y{}.z", "none"]))
        == ["verb=get", "user.groups{}=g|h", "user.username=u", "x.y{}.z=1"])
  }

  @Test func filterTestsNames() throws {
    let text = #"{"object":{"a":1,"b":2},"verb":"get"}"#
    #expect(
      try read(text, .filtered { $0.hasPrefix("object.") }) == ["object.a=1", "object.b=2"])
  }

  @Test func orderedWalkEndsBehindTheLastNeededKey() throws {
    let keys: [JSONFieldReader.OrderedKey] = [
      .init("kind"), .init("verb", isMandatory: true), .init("body"), .init("time"),
    ]
    // What stands behind `verb` is not read; out of order, it is.
    #expect(
      try read(#"{"kind":"E","verb":"get","body":{"verb":}}"#, .names(["verb"]), orderedKeys: keys)
        == ["verb=get"])
    #expect(
      try read(
        #"{"verb":"get","kind":"E","time":1,"body":{"x":2}}"#, .names(["body.x"]), orderedKeys: keys
      )
        == ["body.x=2"])
    #expect(
      try read(#"{"kind":"E","time":1,"verb":"get"}"#, .names(["verb"]), orderedKeys: keys)
        == ["verb=get"])
    #expect(
      try read(#"{"kind":"E","body":1,"x":2}"#, .names(["x", "kind"]), orderedKeys: keys)
        == ["x=2", "kind=E"])
  }

  @Test func brokenTextsSayWhy() throws {
    func reason(_ text: String, _ selection: JSONFieldReader.Selection = .all) -> String? {
      do {
        _ = try read(text, selection)
        return nil
      } catch let error as JSONError {
        return error.reason
      } catch {
        return "\(error)"
      }
    }
    #expect(reason(#"{"a":1"#) == "the JSON text ends early")
    #expect(reason(#"{"a":"x"#) == "a string is not closed")
    #expect(reason(#"{"a":tru}"#) == "neither a number nor a word of JSON")
    #expect(reason(#"{"a":01}"#) == "neither a number nor a word of JSON")
    #expect(reason(#"{"a" 1}"#) == "unexpected character in the JSON text")
    #expect(reason(#"{"a":1,}"#) == "unexpected character in the JSON text")
    #expect(reason(#"{"a":"\x"}"#) == "a string has an escape that JSON does not have")
    #expect(reason("") == "no JSON text")
    let deep =
      String(repeating: #"{"a":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000)
    #expect(reason(deep) == "the JSON text is nested deeper than 2000 levels")
    #expect(reason(deep, .names(["b"])) == "the JSON text is nested deeper than 2000 levels")
  }

  @Test func invalidUTF8IsAnError() throws {
    let arena = Arena()
    let document = JSONDocument()
    #expect(throws: JSONError("the text is not UTF-8")) {
      try document.index(arena.store(Array(#"{"a":""#.utf8) + [0xFF] + Array(#""}"#.utf8)))
    }
  }

  @Test func rowsOfDifferentShapeAreFilledWithNulls() throws {
    let arena = Arena()
    let document = JSONDocument()
    let reader = JSONFieldReader(.all)
    for text in [#"{"a":1}"#, #"{"b":2}"#, #"{"a":3,"b":{"c":}}"#, #"{"a":4}"#] {
      reader.beginRow()
      try document.index(arena.store(text))
      do { try reader.read(document) } catch { reader.abandonRow() }
    }
    let (count, columns) = reader.takeColumns()
    #expect(count == 3)
    let table = columns.map { name, column in
      name + ":" + (0..<count).map { column[$0].string ?? "-" }.joined(separator: ",")
    }
    #expect(table == ["a:1,-,4", "b:-,2,-"])
  }
}

@Suite struct JSONValueTests {
  @Test func roundTripsCompactText() throws {
    let text = #"{"b":1.50,"a":[true,false,null,"x/é\n\"\\\u0001"],"c":{},"d":[],"b":2}"#
    #expect(try JSONValue.parse(text).compactText == text)
    #expect(try JSONValue.parse(" { \"a\" : [ 1 , 2 ] } ").compactText == #"{"a":[1,2]}"#)
    #expect(try JSONValue.parse("\"x\"").compactText == "\"x\"")
    #expect(try JSONValue.parse("-1.5e3").compactText == "-1.5e3")
  }

  @Test func refusesWhatIsNotJSON() {
    for text in ["", "{", "[1,]", "{\"a\":1}}", "{\"a\":1} x", "tru", "+1", ".5", "{\"a\"}", "\"x"]
    {
      #expect(throws: JSONError.self) { try JSONValue.parse(text) }
    }
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(throws: JSONError.self) { try JSONValue.parse(deep) }
  }
}

@Suite struct JSONFieldReaderOrderTests {
  @Test func columnOrderDoesNotDependOnEarlierBatches() throws {
    let arena = Arena()
    let document = JSONDocument()
    let reader = JSONFieldReader(.all)
    func names(_ texts: [String]) throws -> [String] {
      for text in texts {
        reader.beginRow()
        try document.index(arena.store(text))
        do { try reader.read(document) } catch { reader.abandonRow() }
      }
      return reader.takeColumns().columns.map { $0.name }
    }
    #expect(try names([#"{"a":1,"b":2}"#]) == ["a", "b"])
    #expect(try names([#"{"b":1}"#, #"{"c":2,"a":1}"#]) == ["b", "c", "a"])
    // A broken record leaves nothing behind.
    #expect(try names([#"{"x":1,"y":}"#, #"{"y":1,"x":2}"#]) == ["y", "x"])
    #expect(try names([#"{"x":1,"y":}"#]) == [])
    #expect(try names([#"{"y":1}"#]) == ["y"])
  }
}
