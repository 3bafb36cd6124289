using Tandem.Storage.Tests.Conformance;

namespace Tandem.Storage.Tests.Sqlite;

public sealed class SqliteAccountStoreTests : AccountStoreConformance<SqliteHost>;
