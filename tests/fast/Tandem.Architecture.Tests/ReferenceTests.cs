namespace Tandem.Architecture.Tests;

/// <summary>Nothing points back: the core is below storage, hashing and web, and only the server knows all.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void The_core_refers_to_the_base_class_library_only() =>
        Assert.All(Assemblies.Core.References(), name => Assert.True(IsBaseClassLibrary(name), $"Tandem refers to {name}."));

    [Fact]
    public void Storage_refers_to_the_core_only() => Assert.All(
        [Assemblies.Sqlite, Assemblies.PostgreSql], assembly => Assert.Equal(["Tandem"], assembly.ProductReferences()));

    [Fact]
    public void Storage_knows_nothing_of_the_web() => Assert.All(
        [Assemblies.Sqlite, Assemblies.PostgreSql],
        assembly => Assert.DoesNotContain(assembly.References(), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)));

    [Fact]
    public void Argon2id_refers_to_the_core_only() => Assert.Equal(["Tandem"], Assemblies.Argon2.ProductReferences());

    [Fact]
    public void The_web_layer_refers_to_the_core_and_hashes_with_Argon2id() =>
        Assert.Equal(["Tandem", "Tandem.Argon2"], Assemblies.AspNetCore.ProductReferences());

    [Fact]
    public void The_web_layer_knows_nothing_of_databases() =>
        Assert.DoesNotContain(Assemblies.AspNetCore.References(), name =>
            name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || name is "System.Data.Common" or "Dapper" or "Npgsql");

    [Fact]
    public void The_server_refers_to_all_of_them() =>
        Assert.Equal(["Tandem", "Tandem.Argon2", "Tandem.AspNetCore", "Tandem.PostgreSql", "Tandem.Sqlite"], Assemblies.Server.ProductReferences());

    [Fact]
    public void The_test_kit_refers_to_what_an_application_does_and_not_to_the_server() =>
        Assert.Equal(["Tandem", "Tandem.Argon2", "Tandem.AspNetCore", "Tandem.Sqlite"], Assemblies.Testing.ProductReferences());

    // A package that an application ships must not bring what only its tests need.
    [Fact]
    public void Nothing_refers_to_the_test_kit() =>
        Assert.All(
            [Assemblies.Core, Assemblies.Sqlite, Assemblies.PostgreSql, Assemblies.Argon2, Assemblies.AspNetCore, Assemblies.Client, Assemblies.Server],
            assembly => Assert.DoesNotContain("Tandem.Testing", assembly.References()));

    [Fact]
    public void The_client_refers_to_nothing_of_the_server() => Assert.Empty(Assemblies.Client.ProductReferences());

    [Fact]
    public void The_client_refers_to_the_base_class_library_and_what_HTTP_clients_are_registered_with() =>
        Assert.All(Assemblies.Client.References().Where(name => !IsBaseClassLibrary(name)), name => Assert.StartsWith("Microsoft.Extensions.", name, StringComparison.Ordinal));

    // Microsoft.Extensions.* and Microsoft.AspNetCore.* are absent from this list on purpose.
    private static bool IsBaseClassLibrary(string name) =>
        name is "netstandard" or "mscorlib" || (name.StartsWith("System.", StringComparison.Ordinal) && name is not "System.Data.Common");
}
