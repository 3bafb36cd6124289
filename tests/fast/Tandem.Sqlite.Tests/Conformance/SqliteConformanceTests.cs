using Tandem.Sqlite.Tests.Engine;
using Tandem.Storage.Testing;

namespace Tandem.Sqlite.Tests.Conformance;

public sealed class SqliteAccountStoreTests : AccountStoreConformance<SqliteHost>;

public sealed class SqliteEventChainTests : EventChainConformance<SqliteHost>;

public sealed class SqliteEventStoreTests : EventStoreConformance<SqliteHost>;

public sealed class SqliteLifetimeTests : LifetimeConformance<SqliteHost>;

public sealed class SqlitePasswordTests : PasswordConformance<SqliteHost>;

public sealed class SqliteRevocationFeedTests : RevocationFeedConformance<SqliteHost>;

public sealed class SqliteRotationTests : RotationConformance<SqliteHost>;

public sealed class SqliteSessionEndTests : SessionEndConformance<SqliteHost>;

public sealed class SqliteSessionStoreTests : SessionStoreConformance<SqliteHost>;

public sealed class SqliteRotationTableTests : RotationTableConformance<SqliteHost>;

public sealed class SqliteSessionListTests : SessionListConformance<SqliteHost>;

public sealed class SqliteSignInStoreTests : SignInStoreConformance<SqliteHost>;

public sealed class SqliteTicketStoreTests : TicketStoreConformance<SqliteHost>;
