using System.Reflection;
using System.Runtime.Loader;

using SharpFuzz;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>
/// The product's assemblies once more, instrumented, so that the fuzzer sees which branches an input takes. What refers to them, this
/// test assembly too, is loaded a second time beside them; everything else is shared.
/// </summary>
internal sealed class InstrumentedContext : AssemblyLoadContext
{
    private static readonly string[] Instrumented = ["Tandem", "Tandem.AspNetCore"];
    private static readonly string[] Again = ["Tandem.Hostile.Tests", "Tandem.Core.Testing", "Tandem.AspNetCore.Testing", "Tandem.Sqlite"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-instrumented-");

    private InstrumentedContext() : base("instrumented")
    {
    }

    /// <summary>The one context of the process: the shared coverage map allows no second.</summary>
    public static Lazy<InstrumentedContext> Only { get; } = new(Create);

    /// <summary>The second copy of a type of this test assembly.</summary>
    public Type Counterpart(Type type) => LoadFromAssemblyName(type.Assembly.GetName()).GetType(type.FullName!, throwOnError: true)!;

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        { } name when Instrumented.Contains(name) => LoadFromAssemblyPath(Path.Combine(folder.FullName, name + ".dll")),
        { } name when Again.Contains(name) => LoadFromAssemblyPath(Original(name)),
        _ => null,
    };

    private static string Original(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    private static InstrumentedContext Create()
    {
        CoverageMap.Prepare();
        var context = new InstrumentedContext();
        foreach (var name in Instrumented)
        {
            var copy = Path.Combine(context.folder.FullName, name + ".dll");
            File.Copy(Original(name), copy);
            Fuzzer.Instrument(copy, static type => type.StartsWith("Tandem", StringComparison.Ordinal), Options.Value);
            context.LoadFromAssemblyPath(copy);
        }

        // Loaded assemblies stay in memory.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => context.folder.Delete(recursive: true);
        return context;
    }
}
