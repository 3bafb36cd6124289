using Tandem.Sqlite.Tests.Conformance;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class SqliteRotationTableTests : RotationTableConformance<SqliteHost>;
