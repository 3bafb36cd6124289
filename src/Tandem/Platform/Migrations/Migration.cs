using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Platform.Migrations;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Version">Its number; they grow.</param>
/// <param name="Name">What it does, from its file's name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    private const string Folder = ".Migrations.";

    /// <summary>The steps that a store's assembly brings, in order.</summary>
    public static IReadOnlyList<Migration> Load(Assembly assembly) =>
        [.. assembly.GetManifestResourceNames().Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => Read(assembly, name))];

    /// <summary>SHA-256 of the statements: a step that was applied never changes.</summary>
    public byte[] Checksum() => SHA256.HashData(Encoding.UTF8.GetBytes(Sql));

    private static Migration Read(Assembly assembly, string resource)
    {
        var file = Path.GetFileNameWithoutExtension(resource[(resource.LastIndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..]);
        var dash = file.IndexOf('-', StringComparison.Ordinal);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);

        // A checkout may have turned line ends around; the checksum must not notice.
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new(int.Parse(file.AsSpan(0, dash), CultureInfo.InvariantCulture), file[(dash + 1)..], sql);
    }
}
