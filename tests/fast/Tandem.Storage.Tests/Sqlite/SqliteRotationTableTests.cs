using Tandem.Storage.Tests.Conformance;

namespace Tandem.Storage.Tests.Sqlite;

public sealed class SqliteRotationTableTests : RotationTableConformance<SqliteHost>;
