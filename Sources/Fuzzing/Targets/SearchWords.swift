import SPLLibrary

/// Words of SPL: every command and function, options, operators, and what is nasty about them.
enum SearchWords {
  static let all: [String] =
    CommandRegistry.names.map { "| " + $0 + " " } + FunctionRegistry.names.map { $0 + "(" }
    + AggregateRegistry.names.map { " " + $0 + "(" } + marks + options + whole + Mutator.numbers

  private static let marks = [
    "|", "(", ")", "[", "]", "\"", "'", "`", "``", "```", ",", "=", "!=", "<", ">", "<=", "==", "*",
    "%", "/", "+", "-", ".", "..", " AND ", " OR ", " NOT ", " XOR ", " IN (", " LIKE ", " by ",
    " as ", " AS ", " over ", " where ", "\\", "\\\"", "$", "{}", "{", "}", ":", "@", "\n", "\t",
    "\u{0}", "\u{E9}", "\u{1F600}", "CASE(", "TERM(", "null()", "true()", "_time", "_raw", "host",
    "a", "b", "n", "user", "u.name", "g{}", "`pair(a,b)`", "`loop`", "<<FIELD>>", "<<MATCHSTR>>",
  ]

  private static let options = [
    "span=1d", "span=1e-300", "span=0.5log10", "span=1mon@mon", "span=99999999999d", "bins=2",
    "limit=0", "limit=top3", "count=3", "count=9999999999999", "maxspan=5m", "window=3",
    "current=f", "keepevents=t", "consecutive=t", "sortby -a", "useother=f", "usenull=t",
    "earliest=-1d@d", "latest=now", "time_window=1h", "start=0", "end=1e12", "field=a", "mode=sed",
    "max_match=0", "type=left", "max=0", "delim=\",\"", "tokenizer=\"(.)\"", "allowempty=t",
    "output=u", "path=a.b{}", "format=\"%Y\"", "annotate=t", "summariesonly=t", "prestats=t",
    "minspan=1s", "aligntime=@d", "cont=f", "fixedrange=f", "agg=", "data=\"a,b\"",
  ]

  private static let whole = [
    "mvrange(0,1000000000000)", "substr(a,9223372036854775807,1)", "substr(a,-9e18)",
    "pow(10,400)", "round(1e300,400)", "tostring(1e300,\"duration\")", "strftime(1e300,\"%c\")",
    "strptime(\"9999999999\",\"%s\")", "relative_time(now(),\"-99999999999y@y\")",
    "mvindex(g,-9223372036854775808)", "printf(\"%*d\",2147483648,1)", "split(a,\"\")",
    "replace(a,\"(a+)+$\",\"\\1\")", "tonumber(\"zz\",36)", "mvjoin(g,a)", "exact(1.0e-320)",
    "bit_shift_left(1,64)", "json_extract(a,\"b{}.c\")", "sigfig(1e300*0)", "random()%3",
    "| eval a=if(a=1,1,0)", "| stats count by a", "| head 3", "| sort - a", "| where a>1",
    "| append [| makeresults count=2]", "| join a [search * | head 2]", "| fields - a",
    "| rename a as b", "| rename * as x_*", "| dedup a", "| eval {a}=b", "| mvexpand g",
  ]
}
