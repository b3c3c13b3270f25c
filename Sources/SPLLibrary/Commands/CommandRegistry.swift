package import Diagnostics
package import SPLSyntax

/// Every command there is. A new one is a file in this folder and a line here.
package enum CommandRegistry {
  package static let all: [any Command.Type] = [
    AccumCommand.self,
    AddcoltotalsCommand.self,
    AddinfoCommand.self,
    AddtotalsCommand.self,
    AnomalydetectionCommand.self,
    AppendCommand.self,
    AppendcolsCommand.self,
    AppendpipeCommand.self,
    AutoregressCommand.self,
    BinCommand.self,
    ChartCommand.self,
    ConcurrencyCommand.self,
    ContingencyCommand.self,
    ConvertCommand.self,
    CorrelateCommand.self,
    DatamodelCommand.self,
    DedupCommand.self,
    DeltaCommand.self,
    EvalCommand.self,
    EventstatsCommand.self,
    ExtractCommand.self,
    FieldformatCommand.self,
    FieldsCommand.self,
    FieldsummaryCommand.self,
    FilldownCommand.self,
    FillnullCommand.self,
    ForeachCommand.self,
    FormatCommand.self,
    FromCommand.self,
    FromjsonCommand.self,
    GentimesCommand.self,
    HeadCommand.self,
    HighlightCommand.self,
    InputlookupCommand.self,
    IplocationCommand.self,
    JoinCommand.self,
    LookupCommand.self,
    MakecontinuousCommand.self,
    MakemvCommand.self,
    MakeresultsCommand.self,
    MapCommand.self,
    MstatsCommand.self,
    MultikvCommand.self,
    MvcombineCommand.self,
    MvexpandCommand.self,
    NomvCommand.self,
    NoopCommand.self,
    OutlierCommand.self,
    OutputlookupCommand.self,
    RangemapCommand.self,
    RareCommand.self,
    RegexCommand.self,
    ReltimeCommand.self,
    RenameCommand.self,
    ReplaceCommand.self,
    RequireCommand.self,
    ReturnCommand.self,
    ReverseCommand.self,
    RexCommand.self,
    SearchCommand.self,
    SelfjoinCommand.self,
    SetCommand.self,
    SortCommand.self,
    SpathCommand.self,
    StatsCommand.self,
    StrcatCommand.self,
    StreamstatsCommand.self,
    TableCommand.self,
    TagsCommand.self,
    TailCommand.self,
    TimechartCommand.self,
    TimewrapCommand.self,
    TojsonCommand.self,
    TopCommand.self,
    TransactionCommand.self,
    TransposeCommand.self,
    TrendlineCommand.self,
    TstatsCommand.self,
    TyperCommand.self,
    UnionCommand.self,
    UniqCommand.self,
    UntableCommand.self,
    WhereCommand.self,
    XmlkvCommand.self,
    XpathCommand.self,
    XyseriesCommand.self,
  ]

  private static let byName: [String: any Command.Type] = {
    var table: [String: any Command.Type] = [:]
    for command in all {
      for name in command.documentation.names { table[name] = command }
    }
    return table
  }()

  package static var names: [String] { byName.keys.sorted() }

  /// The command of a call.
  package static func command(for call: CommandCall) throws(Diagnostic) -> any Command.Type {
    if let command = byName[call.name] { return command }
    if let reason = OtherCommands.reason(call.name) {
      throw Diagnostic(
        .unsupportedCommand, "command `\(call.name)` does not run here", at: call.nameSpan,
        label: reason)
    }
    let guess = NearMiss.find(call.name, among: names)
    throw Diagnostic(
      .unknownCommand, "unknown command `\(call.name)`", at: call.nameSpan,
      help: guess.map { "did you mean `\($0)`?" })
  }
}
