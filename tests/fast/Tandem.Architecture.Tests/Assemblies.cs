using System.Reflection;

using Microsoft.Extensions.DependencyInjection;

using Tandem.Argon2;
using Tandem.AspNetCore;
using Tandem.Client;
using Tandem.Platform;
using Tandem.Server;
using Tandem.Testing;

namespace Tandem.Architecture.Tests;

/// <summary>The assemblies of the product.</summary>
internal static class Assemblies
{
    public static Assembly Core { get; } = typeof(SecureRandom).Assembly;

    public static Assembly Sqlite { get; } = typeof(TandemStorageServiceCollectionExtensions).Assembly;

    public static Assembly PostgreSql { get; } = typeof(TandemPostgreSqlServiceCollectionExtensions).Assembly;

    public static Assembly Argon2 { get; } = typeof(Argon2idAlgorithm).Assembly;

    public static Assembly AspNetCore { get; } = typeof(TandemServiceExtensions).Assembly;

    public static Assembly Client { get; } = typeof(TandemClient).Assembly;

    public static Assembly Server { get; } = typeof(TandemServer).Assembly;

    public static Assembly Testing { get; } = typeof(TandemTestKit).Assembly;

    /// <summary>Names of the assemblies that it refers to.</summary>
    public static IReadOnlyList<string> References(this Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!).Order()];

    /// <summary>Names of the product's assemblies that it refers to.</summary>
    public static IReadOnlyList<string> ProductReferences(this Assembly assembly) =>
        [.. assembly.References().Where(name => name == "Tandem" || name.StartsWith("Tandem.", StringComparison.Ordinal))];
}
