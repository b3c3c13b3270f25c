import Testing
@Suite struct FunctionsPlaceholderTests { }
