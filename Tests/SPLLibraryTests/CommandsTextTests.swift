import Testing

/// `rex`, `regex`, `replace` and their relatives.
@Suite struct CommandsTextTests {
  // Source: Search Reference, rex: named groups, first match only, unmatched rows keep their fields.
  @Test func rexSetsNamedGroups() {
    CommandsHarness("id", "bob;search;mine", "nothing").expect(
      #"| rex field=id "(?<user>\w+);(?<app>\w+)" | table user app"#, ["user=bob app=search", ""])
    CommandsHarness([[("m", ["x=1"]), ("x", ["old"])], [("m", ["y"]), ("x", ["old"])]]).expect(
      #"| rex field=m "x=(?<x>\d)" | table x"#, ["x=1", "x=old"])
    CommandsHarness("_raw", "From: <a@b.c> To: <d@e.f>").expect(
      #"| rex "From: <(?<from>.*)> To: <(?P<to>.*)>" | table from to"#, ["from=a@b.c to=d@e.f"])
  }

  // Source: Search Reference, rex: max_match, 0 for all.
  @Test func rexCollectsMatches() {
    CommandsHarness("m", "a=22 a=23 a=51").expect(
      #"| rex field=m "a=(?<a>\d+)" max_match=2 | table a"#, ["a=22,23"])
    CommandsHarness("m", "a=22 a=23 a=51").expect(
      #"| rex field=m max_match=0 "a=(?<a>\d+)" | table a"#, ["a=22,23,51"])
    CommandsHarness([[("m", ["k1", "zz", "k2"])]]).expect(
      #"| rex field=m "k(?<k>\d)" | table k"#, ["k=1,2"])
  }

  // Source: Search Reference, rex: offset_field example.
  @Test func rexTellsOffsets() {
    CommandsHarness("list", "abcdefghijklmnop").expect(
      #"| rex offset_field=off field=list "(?<middle>fgh)" | table middle off"#,
      ["middle=fgh off=middle=5-7"])
    CommandsHarness("list", "äöüabc").expect(
      #"| rex offset_field=off field=list "(?<abc>abc)" | table off"#, ["off=abc=3-5"])
  }

  // Source: Search Manual, SPL and regular expressions: a pipe behind a backslash is a pipe.
  @Test func backslashesBelongToTheRegex() {
    CommandsHarness("f", "one|two").expect(
      #"| rex field=f "^(?<a>[^\|]+)\|(?<b>.*)" | table a b"#, ["a=one b=two"])
    CommandsHarness("f", #"C:\temp"#).expect(
      #"| rex field=f "^(?<drive>\w):\\\\(?<folder>\w+)" | table drive folder"#,
      ["drive=C folder=temp"])
    CommandsHarness("f", #"say "hi""#).expect(
      #"| rex field=f "\"(?<word>\w+)\"" | table word"#, ["word=hi"])
  }

  // Source: Search Reference, rex: sed mode with s, flags g and N, y, back-references.
  @Test func rexEdits() {
    CommandsHarness("n", "1111-2222-3333-4444").expect(
      #"| rex field=n mode=sed "s/(\d{4}-){3}/XXXX-XXXX-XXXX-/g""#, ["n=XXXX-XXXX-XXXX-4444"])
    CommandsHarness("n", #"ip=TERM( "10.8.2.33" ) OR"#).expect(
      #"| rex mode=sed field=n "s/\s\"(\d+\.\d+\.\d+\.\d+)\"\s/\1/g""#,
      ["n=ip=TERM(10.8.2.33) OR"])
    CommandsHarness("n", "a a a").expect(#"| rex field=n mode=sed "s/a/b/2""#, ["n=a b a"])
    CommandsHarness("n", "a a a").expect(#"| rex field=n mode=sed "s/a/b/""#, ["n=b a a"])
    CommandsHarness("n", "abcabc").expect(#"| rex field=n mode=sed "y/abc/xyz/""#, ["n=xyzxyz"])
    CommandsHarness("n", "a/b/c").expect(#"| rex field=n mode=sed "s/\//""/g""#, ["n=abc"])
    CommandsHarness("n", "a/b").expect(#"| rex field=n mode=sed "s/\//\/\//g""#, ["n=a//b"])
    CommandsHarness([[("n", ["a1", "b2"])], [("m", ["x"])]]).expect(
      #"| rex field=n mode=sed "s/\d//g""#, ["n=a,b", "m=x"])
  }

  @Test func rexRefuses() {
    let harness = CommandsHarness("m", "x")
    #expect(harness.refusal(#"| rex field=m "abc""#).hasPrefix(#"invalidArgument at `"abc"`"#))
    #expect(harness.refusal(#"| rex field=m "(?<a>""#).hasPrefix(#"invalidRegex at `"(?<a>"`"#))
    #expect(
      harness.refusal(#"| rex feild=m "(?<a>x)""#)
        == "unknownOption at `feild`: did you mean `field`?")
    #expect(harness.refusal("| rex field=m").hasPrefix("missingArgument at `rex`"))
    #expect(harness.refusal("| rex [search a]").hasPrefix("unsupportedSyntax at `[search a]`"))
    #expect(
      harness.refusal(#"| rex field=m mode=sed "s/a/b/i""#)
        .hasPrefix(#"invalidArgument at `"s/a/b/i"`"#))
    #expect(harness.refusal(#"| rex field=m mode=sed "y/abc/x/""#).hasPrefix("invalidArgument"))
    #expect(harness.refusal(#"| rex mode=awk "x""#).hasPrefix("invalidOptionValue at `awk`"))
  }

  @Test func aRegexThatBacktracksTooMuchIsTold() {
    let harness = CommandsHarness("m", String(repeating: "a", count: 40) + "b")
    let error = #expect(throws: (any Error).self) {
      try harness.run(#"| rex field=m "(?<x>(a+)+)$""#)
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("regexLimit"))
  }

  // Source: Search Reference, regex: `!=` keeps rows that lack the field; case matters.
  @Test func regexFilters() {
    let rows = CommandsHarness([
      [("email", ["a@b.org"])], [("email", ["A@B.ORG"])], [("other", ["1"])],
    ])
    rows.expect(#"| regex email="^[a-z]+@""#, ["email=a@b.org"])
    rows.expect(#"| regex email != "^[a-z]+@""#, ["email=A@B.ORG", "other=1"])
    CommandsHarness([[("_raw", ["hello"]), ("n", ["1"])], [("_raw", ["bye"]), ("n", ["2"])]])
      .expect(#"| regex "^he|x" | table n"#, ["n=1"])
    CommandsHarness([[("v", ["x", "y1"])]]).expect(#"| regex v="^y\d$""#, ["v=x,y1"])
    #expect(rows.refusal("| regex").hasPrefix("missingArgument"))
    #expect(rows.refusal(#"| regex email="(""#).hasPrefix(#"invalidRegex at `"("`"#))
  }

  // Source: Search Reference, replace: whole values, wildcards carry over.
  @Test func replaceChangesWholeValues() {
    CommandsHarness("ip", "::ffff:10.1.2.3", "10.1.2.3").expect(
      #"| replace "::ffff:*" with * in ip"#, ["ip=10.1.2.3", "ip=10.1.2.3"])
    CommandsHarness([[("a", ["x"]), ("b", ["xx"]), ("_c", ["x"])]]).expect(
      "| replace x WITH y | eval c=_c", ["a=y b=xx c=x"])
    CommandsHarness([[("a", ["x", "z"]), ("b", ["x"])]]).expect(
      #"| replace "x" WITH "1", z WITH "2" IN a"#, ["a=1,2 b=x"])
    let harness = CommandsHarness("a", "x")
    #expect(harness.refusal("| replace x y").hasPrefix("missingArgument"))
    #expect(harness.refusal("| replace x* WITH *y*").hasPrefix("wildcardMismatch at `*y*`"))
  }

  // Source: Search Reference, strcat: a missing source is empty unless allrequired.
  @Test func strcatJoins() {
    let rows = CommandsHarness([[("a", ["1"]), ("b", ["2"])], [("a", ["1"])]])
    rows.expect(#"| strcat a "/" b c | table c"#, ["c=1/2", "c=1/"])
    rows.expect(#"| strcat allrequired=t a "/" b c | table c"#, ["c=1/2", ""])
    #expect(rows.refusal("| strcat a").hasPrefix("missingArgument"))
    #expect(
      rows.refusal("| strcat allrequierd=t a b")
        == "unknownOption at `allrequierd`: did you mean `allrequired`?")
  }

  // Source: Search Reference, makemv: delimiter, empty pieces, tokenizer.
  @Test func makemvSplits() {
    CommandsHarness("v", "a,,b").expect(#"| makemv delim="," v"#, ["v=a,b"])
    CommandsHarness("v", "a,,b").expect(#"| makemv delim="," allowempty=t v"#, ["v=a,,b"])
    CommandsHarness("v", "a b c").expect("| makemv v | eval n=mvcount(v)", ["v=a,b,c n=3"])
    CommandsHarness("v", "one,two,three").expect(
      #"| makemv tokenizer = "([^,]+),?" v"#, ["v=one,two,three"])
    CommandsHarness("v", "a::b").expect(#"| makemv delim="::" v"#, ["v=a,b"])
    let harness = CommandsHarness("v", "a")
    #expect(harness.refusal("| makemv setsv=t v").hasPrefix("unsupportedOption at `setsv`"))
    #expect(harness.refusal(#"| makemv tokenizer="x" v"#).hasPrefix("invalidOptionValue"))
  }

  // Source: Search Reference, nomv: values between line feeds.
  @Test func nomvJoins() {
    CommandsHarness([[("v", ["a", "b"])]]).expect(
      #"| nomv v | eval n=mvcount(v), v=replace(v, "\n", "+")"#, ["v=a+b n=1"])
  }

  // Source: Search Reference, rangemap: ends included, several ranges, default `None`.
  @Test func rangemapNamesRanges() {
    CommandsHarness("v", "-5", "-1", "0", "3", "9", "x").expect(
      "| rangemap field=v Dislike=-5--1 DontCare=0-0 Like=1-5 | table range",
      [
        "range=Dislike", "range=Dislike", "range=DontCare", "range=Like", "range=None",
        "range=None",
      ])
    CommandsHarness("v", "3.9").expect(
      "| rangemap field=v light=3.9-4.3 all=0-9 default=weak | table range", ["range=light,all"])
    #expect(
      CommandsHarness("v", "1").refusal("| rangemap field=v a=5-1")
        .hasPrefix("invalidOptionValue at `5-1`"))
  }

  // Source: Search Reference, addtotals: numbers of a row, wildcards, fieldname.
  @Test func addtotalsSums() {
    CommandsHarness([[("amount1", ["10"]), ("x_size", ["20"]), ("o", ["9"]), ("t", ["x"])]])
      .expect("| addtotals fieldname=Sum amount* *size | table Sum", ["Sum=30"])
    CommandsHarness([[("a", ["1"]), ("b", ["2.5"])], [("a", ["x"])]]).expect(
      "| addtotals | table Total", ["Total=3.5", "Total=0"])
    CommandsHarness([[("a", ["1"]), ("b", ["2.5"])], [("a", ["x"])]]).expect(
      "| addtotals row=f col=t labelfield=l | table a b l",
      ["a=1 b=2.5", "a=x", "a=1 b=2.5 l=Total"])
  }

  // Source: Search Reference, reverse.
  @Test func reverseTurnsTheRowsAround() {
    CommandsHarness("v", "1", "2", "3", "4").expect("| reverse", ["v=4", "v=3", "v=2", "v=1"])
  }
}
