using Tandem.PostgreSql.Tests.Engine;
using Tandem.Storage.Testing;

namespace Tandem.PostgreSql.Tests.Conformance;

public sealed class PostgreSqlAccountStoreTests : AccountStoreConformance<PostgreSqlHost>;

public sealed class PostgreSqlEventChainTests : EventChainConformance<PostgreSqlHost>;

public sealed class PostgreSqlEventStoreTests : EventStoreConformance<PostgreSqlHost>;

public sealed class PostgreSqlKeyStoreTests : KeyStoreConformance<PostgreSqlHost>;

public sealed class PostgreSqlLifetimeTests : LifetimeConformance<PostgreSqlHost>;

public sealed class PostgreSqlPasswordTests : PasswordConformance<PostgreSqlHost>;

public sealed class PostgreSqlRevocationFeedTests : RevocationFeedConformance<PostgreSqlHost>;

public sealed class PostgreSqlRotationTests : RotationConformance<PostgreSqlHost>;

public sealed class PostgreSqlRotationTableTests : RotationTableConformance<PostgreSqlHost>;

public sealed class PostgreSqlSessionEndTests : SessionEndConformance<PostgreSqlHost>;

public sealed class PostgreSqlSessionListTests : SessionListConformance<PostgreSqlHost>;

public sealed class PostgreSqlSessionStoreTests : SessionStoreConformance<PostgreSqlHost>;

public sealed class PostgreSqlSignInStoreTests : SignInStoreConformance<PostgreSqlHost>;

public sealed class PostgreSqlTicketStoreTests : TicketStoreConformance<PostgreSqlHost>;
