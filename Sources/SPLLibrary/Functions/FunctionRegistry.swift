package import QueryPlan

/// Every eval function there is. A new one is a file in this folder and a line here.
package enum FunctionRegistry {
  package static let all: [any ScalarFunction.Type] = [
    AbsFunction.self,
    AcosFunction.self,
    AcoshFunction.self,
    AsinFunction.self,
    AsinhFunction.self,
    Atan2Function.self,
    AtanFunction.self,
    AtanhFunction.self,
    AvgFunction.self,
    BitAndFunction.self,
    BitNotFunction.self,
    BitOrFunction.self,
    BitShiftLeftFunction.self,
    BitShiftRightFunction.self,
    BitXorFunction.self,
    CaseFunction.self,
    CeilingFunction.self,
    CidrmatchFunction.self,
    CoalesceFunction.self,
    CommandsFunction.self,
    CosFunction.self,
    CoshFunction.self,
    ExactFunction.self,
    ExpFunction.self,
    FalseFunction.self,
    FloorFunction.self,
    HypotFunction.self,
    IfFunction.self,
    InFunction.self,
    IpmaskFunction.self,
    IsboolFunction.self,
    IsdoubleFunction.self,
    IsintFunction.self,
    IsmvFunction.self,
    IsnotnullFunction.self,
    IsnullFunction.self,
    IsnumFunction.self,
    IsstrFunction.self,
    LenFunction.self,
    LikeFunction.self,
    LnFunction.self,
    LogFunction.self,
    LowerFunction.self,
    LtrimFunction.self,
    MatchFunction.self,
    MaxFunction.self,
    MinFunction.self,
    MvappendFunction.self,
    MvcountFunction.self,
    MvdedupFunction.self,
    MvfilterFunction.self,
    MvfindFunction.self,
    MvindexFunction.self,
    MvjoinFunction.self,
    MvmapFunction.self,
    MvrangeFunction.self,
    MvreverseFunction.self,
    MvsortFunction.self,
    MvzipFunction.self,
    NowFunction.self,
    NullFunction.self,
    NullifFunction.self,
    PiFunction.self,
    PowFunction.self,
    PrintfFunction.self,
    RandomFunction.self,
    RelativeTimeFunction.self,
    ReplaceFunction.self,
    RoundFunction.self,
    RtrimFunction.self,
    SigfigFunction.self,
    SinFunction.self,
    SinhFunction.self,
    SplitFunction.self,
    SqrtFunction.self,
    StrftimeFunction.self,
    StrptimeFunction.self,
    SubstrFunction.self,
    SumFunction.self,
    TanFunction.self,
    TanhFunction.self,
    TimeFunction.self,
    TonumberFunction.self,
    TostringFunction.self,
    TrimFunction.self,
    TrueFunction.self,
    TypeofFunction.self,
    UpperFunction.self,
    UrldecodeFunction.self,
    ValidateFunction.self,
  ]

  private static let byName: [String: any ScalarFunction.Type] = {
    var table: [String: any ScalarFunction.Type] = [:]
    for function in all {
      for name in function.documentation.names { table[name] = function }
    }
    return table
  }()

  /// The function of a name in lower case.
  package static func function(named name: String) -> (any ScalarFunction.Type)? { byName[name] }

  package static var names: [String] { byName.keys.sorted() }

  /// Documented functions that there are none of here, each with the reason: a search that calls
  /// one is refused with it, not as if the name were wrong.
  package static let unsupported: [String: String] = [
    "md5": hashes, "sha1": hashes, "sha256": hashes, "sha512": hashes,
    "cluster": "grouping by similarity is not part of this engine",
    "lookup": "use the `lookup` command before `eval`",
  ]

  private static let hashes = "cryptographic hashes need a library that is not linked yet"
}
