import Testing

/// Source: Splunk Search Reference, JSON functions; SPL_SEMANTICS §11.
@Suite struct FunctionsJSONTests {
  private let harness = FunctionsHarness(row: [
    "cities": [
      #"[{"name":"London","bridges":[{"name":"Tower","length":801},{"name":"Millennium"}]},"#
        + #"{"name":"Venice","bridges":[{"name":"Rialto","length":157}]}]"#
    ],
    "games": [#"{"category": {"board": {"coop": [{"name": "Pandemic"}]}}}"#],
    "dotted": [#"{"system.splunk.path": "/opt/splunk/"}"#],
    "number": ["25"], "padded": ["007"], "many": ["\"a\"", "true", "null", "x"],
    "ids": [#"{"Alex":4125}"#],
  ])

  @Test func paths() throws {
    #expect(
      try harness.result(#"json_extract(cities, "{0}.bridges{0}")"#)
        == #"{"name":"Tower","length":801}"#)
    #expect(try harness.result(#"json_extract(cities, "{}.name")"#) == #"["London","Venice"]"#)
    #expect(
      try harness.result(#"json_extract(cities, "{}.bridges{}.length")"#) == "[801,157]")
    #expect(try harness.result(#"json_extract(cities, "{7}")"#) == nil)
    #expect(try harness.result(#"json_extract(ids, "{}")"#) == #"{"Alex":4125}"#)
    #expect(try harness.result(#"json_extract(dotted, "system.splunk.path")"#) == nil)
    #expect(
      try harness.result(#"json_extract_exact(dotted, "system.splunk.path")"#) == "/opt/splunk/")
    #expect(harness.refusal(#"json_extract(cities, "a{x}")"#)?.at == #""a{x}""#)
  }

  @Test func valuesKeepTheirTypes() throws {
    #expect(try harness.result(#"json_object("a", number)"#) == #"{"a":25}"#)
    #expect(try harness.result(#"json_object("a", padded)"#) == #"{"a":"007"}"#)
    #expect(try harness.result(#"json_object("a", "25")"#) == #"{"a":"25"}"#)
    #expect(try harness.result(#"json_object("a", tostring(5))"#) == #"{"a":"5"}"#)
    #expect(try harness.result(#"json_array(number * 2, 1 == 1, "[]")"#) == #"[50,true,"[]"]"#)
    #expect(
      try harness.result(#"json_array("dubois", json_object("name", "patel"))"#)
        == #"["dubois",{"name":"patel"}]"#)
    #expect(
      try harness.result(#"json_append(json_array(), "", json_extract(ids, "Alex"))"#) == "[4125]")
  }

  @Test func changes() throws {
    #expect(
      try harness.result(#"json_set(games, "category.board.solo", json_array(1))"#)
        == #"{"category":{"board":{"coop":[{"name":"Pandemic"}],"solo":[1]}}}"#)
    #expect(
      try harness.result(#"json_set(games, "category.board.coop{}.ok", true())"#)
        == #"{"category":{"board":{"coop":[{"name":"Pandemic","ok":true}]}}}"#)
    #expect(
      try harness.result(#"json_append("{\"l\":[\"a\"]}", "l", json_array("d", "e"))"#)
        == #"{"l":["a",["d","e"]]}"#)
    #expect(
      try harness.result(#"json_extend("{\"l\":[\"a\"]}", "l", json_array("d", "e"))"#)
        == #"{"l":["a","d","e"]}"#)
    #expect(try harness.result(#"json_append("{\"l\": 1}", "l", 2)"#) == #"{"l":[1,2]}"#)
    #expect(try harness.result(#"json_append("{\"l\": 1}", "k", 2)"#) == #"{"l":1}"#)
    #expect(
      try harness.result(#"json_extend("{\"l\": {}}", "l", json_array(1, 2))"#)
        == #"{"l":[{},1,2]}"#)
    #expect(try harness.result(#"json_delete(games, "category.board")"#) == #"{"category":{}}"#)
  }

  @Test func arraysAndValues() throws {
    #expect(try harness.result("mv_to_json_array(many)") == #"["\"a\"","true","null","x"]"#)
    #expect(try harness.result("mv_to_json_array(many, true())") == #"["a",true,null,null]"#)
    #expect(
      try harness.values(#"json_array_to_mv(json_array("a", "b"), true())"#)
        == ["\"a\"", "\"b\""])
    #expect(
      try harness.values(#"spath(cities, "{}.bridges{}.name")"#)
        == ["Tower", "Millennium", "Rialto"])
  }
}
