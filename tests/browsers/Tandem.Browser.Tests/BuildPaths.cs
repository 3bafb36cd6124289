using System.Reflection;

namespace Tandem.Browser.Tests;

/// <summary>Places that the build knows.</summary>
internal static class BuildPaths
{
    public static string Crm => Of("Crm");

    public static string Pages => Of("Pages");

    /// <summary>The axe engine, which looks for what keeps people out of a page.</summary>
    public static string Axe => Of("Axe");

    /// <summary>A file of the samples.</summary>
    public static string Sample(string path) => Path.Combine(Of("Samples"), path);

    public static string Screenshots => Of("Screenshots");

    private static string Of(string key) => Path.GetFullPath(
        typeof(BuildPaths).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
