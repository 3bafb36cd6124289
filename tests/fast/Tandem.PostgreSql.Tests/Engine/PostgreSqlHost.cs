using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;
using Tandem.Storage.Testing;

namespace Tandem.PostgreSql.Tests.Engine;

/// <summary>PostgreSQL, with a schema of its own.</summary>
public sealed class PostgreSqlHost : StoreHost
{
    internal override StorageSettings Settings { get; } = new("postgresql", SharedServer.MakeSchema(), "");

    protected override void AddStorage(IServiceCollection added) => added.AddTandemPostgreSql();

    protected override Task RemoveAsync() => Task.CompletedTask;
}
