import Testing

/// `fromjson`, `xmlkv` and `extract`.
@Suite struct CommandsPairsTests {
  // Source: Search Reference, fromjson: keys become fields, prefix.
  @Test func fromjsonSetsKeys() {
    CommandsHarness("o", #"{"name":"Albert", "age":63}"#, "[1]", "x").expect(
      "| fromjson o | fields - o", ["name=Albert age=63", "", ""])
    CommandsHarness("o", #"{"a":[1,"b",{"c":null}],"d":{"e":true},"n":null,"t":false}"#).expect(
      "| fromjson o prefix=j_ | fields - o",
      [#"j_a=1,b,{"c":null} j_d={"e":true} j_t=false"#])
    #expect(CommandsHarness([]).refusal("| fromjson").hasPrefix("missingArgument"))
    #expect(
      CommandsHarness([]).refusal("| fromjson o prefx=a")
        == "unknownOption at `prefx`: did you mean `prefix`?")
  }

  // Source: Search Reference, xmlkv: the element's name is the key, its text the value.
  @Test func xmlkvSetsElements() {
    CommandsHarness("_raw", "<game><name>Catan</name><category>c</category><e/></game>").expect(
      "| xmlkv", ["name=Catan category=c"])
    CommandsHarness(
      "Message",
      "A task was created. <?xml version=\"1.0\"?><Task><Exec a=\"b\"><Command>x &lt; y</Command></Exec></Task>"
    ).expect("| xmlkv Message | fields - Message", ["Command=x < y"])
    CommandsHarness("m", "no xml", "<g><n>1</n></g><g><n>2</n></g>").expect(
      "| xmlkv m maxinputs=10 | fields - m", ["", "n=1,2"])
  }

  // Source: Search Reference, extract: delimiters, values with a delimiter, mv_add, clean_keys.
  @Test func extractSetsPairs() {
    CommandsHarness("_raw", #"t a=1, b="x, y" c= user.id=7 d"#).expect(
      "| extract", ["a=1 b=x, y user_id=7"])
    CommandsHarness("_raw", "a:1;b:2; Referer: http://x").expect(
      #"| extract pairdelim=";" kvdelim=":""#, ["a=1 b=2"])
    CommandsHarness([[("_raw", ["a=1 a=2 b=3"]), ("b", ["kept"])]]).expect(
      "| kv", ["b=kept a=1"])
    CommandsHarness("_raw", "a=1 a=2 x-y=3").expect(
      "| extract mv_add=t clean_keys=f", ["a=1,2 x-y=3"])
    CommandsHarness("_raw", "a=1 b=2 c=3").expect("| extract limit=2", ["a=1 b=2"])
    let harness = CommandsHarness([])
    #expect(harness.refusal("| extract access-extractions").hasPrefix("unsupportedSyntax"))
    #expect(
      harness.refusal("| extract pairdelm=x")
        == "unknownOption at `pairdelm`: did you mean `pairdelim`?")
  }
}
