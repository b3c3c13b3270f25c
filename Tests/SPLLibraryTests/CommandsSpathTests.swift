import Diagnostics
import EventModel
import Testing

/// `spath`. Source: Search Reference, spath.
@Suite struct CommandsSpathTests {
  private static let widget = """
    {"widget": {"text": [ {"data": "Click here","size": 36}, {"data": "Help","size": 38}]}}
    """

  @Test func jsonPaths() {
    CommandsHarness("_raw", #"{ "set" : [1,2] }"#).expect(
      "| spath output=myfield path=set{1} | table myfield", ["myfield=2"])
    CommandsHarness("_raw", #"{"set": {"product": [{"desc": 1}, {"loc": 2}]}}"#).expect(
      "| spath output=m path=set.product{}.loc | table m", ["m=2"])
    CommandsHarness("_raw", #"{"user": {"arn": "a:b"}}"#, "no json", "[]").expect(
      "| spath user.arn | table user.arn", ["user.arn=a:b", "", ""])
    CommandsHarness("j", #"{"Statement": [{"Action": "x"}, {"Action": ["y", "z"]}]}"#).expect(
      "| spath input=j output=s path=Statement{} | mvexpand s | spath input=s path=Action{} | table Action{}",
      ["", "Action{}=y,z"])
    CommandsHarness("j", #"{"query_type": ["A", "B"]}"#).expect(
      #"| spath input=j "query_type{}" | fields - j"#, ["query_type{}=A,B"])
  }

  @Test func jsonFields() {
    CommandsHarness("_raw", Self.widget).expect(
      #"| spath | rename "widget.text{}.size" AS size, "widget.text{}.data" AS data | table size,data"#,
      ["size=36,38 data=Click here,Help"])
    CommandsHarness("_raw", #"{"a": {"b": true, "c": null}, "d": [], "e.f": 1.50}"#, "text", "7")
      .expect("| spath", ["a.b=true e.f=1.50", "", ""])
    CommandsHarness([
      [("j", [#"{"a": 1}"#, #"{"a": 2, "b": 3}"#]), ("a", ["old"])], [("a", ["kept"])],
    ])
    .expect("| spath input=j | fields - j", ["a=1,2 b=3", "a=kept"])
  }

  private static let xml = """
    <?xml version="1.0"?><!-- c --><set vendorID="2">
     <product productID="17" units='mm' >
      <name group="custom"><loc locale="all">APLI &amp; 01209</loc></name>
      <desc>
       <locDesc locale="es">Precios</locDesc>
       <locDesc locale="fr"><![CDATA[Prix <b>]]></locDesc>
       <empty/>
      </desc>
     </product>
    </set>
    """

  @Test func xmlPaths() {
    let harness = CommandsHarness("_raw", Self.xml)
    harness.expect(
      "| spath output=locDesc.locale path=set.product.desc.locDesc{@locale} | table locDesc.locale",
      ["locDesc.locale=es,fr"])
    harness.expect(
      "| spath output=d path=set.product.desc.locDesc{2} | table d", ["d=Prix <b>"])
    harness.expect(
      "| spath output=d path=set.product.desc.locDesc{2}{@locale} | table d", ["d=fr"])
    harness.expect(
      "| spath output=d path=set.product.desc.locDesc | table d", ["d=Precios,Prix <b>"])
    harness.expect("| spath output=d path=set{@vendorID} | table d", ["d=2"])
    harness.expect("| spath output=d path=set.nothing | table d", [""])
    harness.expect(
      "| spath output=d path=set.product.name | table d",
      [#"d=<loc locale="all">APLI &amp; 01209</loc>"#])
  }

  @Test func xmlFields() {
    CommandsHarness("x", Self.xml).expect(
      "| spath input=x | fields - x",
      [
        "set{@vendorID}=2 set.product{@productID}=17 set.product{@units}=mm"
          + " set.product.name{@group}=custom set.product.name.loc{@locale}=all"
          + " set.product.name.loc=APLI & 01209 set.product.desc.locDesc{@locale}=es,fr"
          + " set.product.desc.locDesc=Precios,Prix <b>"
      ])
  }

  /// What breaks off still tells what stands before.
  @Test func brokenXML() {
    CommandsHarness("x", "<a><b>1</b><c k=\"v", "<a>1</b></a>", "<", "<a", "< a>").expect(
      "| spath input=x | fields - x", ["a.b=1 a.c{@k}=v", "a=1", "", "", ""])
  }

  @Test func refusals() {
    let harness = CommandsHarness([])
    #expect(harness.refusal("| spath output=x").hasPrefix("missingArgument at `output`"))
    #expect(harness.refusal("| spath path=a{x}").hasPrefix("invalidArgument at `a{x}`"))
    #expect(harness.refusal("| spath a b").hasPrefix("invalidArgument at `b`"))
    #expect(
      harness.refusal("| spath inptu=x") == "unknownOption at `inptu`: did you mean `input`?")
  }
}
