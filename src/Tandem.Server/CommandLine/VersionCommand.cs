using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

using Tandem.Argon2;
using Tandem.Browsers.Sites;
using Tandem.Platform;
using Tandem.Storage.Sqlite;

namespace Tandem.Server.CommandLine;

/// <summary><c>tandem version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "Say what this is made of.");
        command.SetAction(_ =>
        {
            Console.WriteLine($"tandem {Product()}");
            Console.WriteLine($"runtime {RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}");
            Console.WriteLine($"sqlite {SqliteVersion()}");
            Console.WriteLine($"passwords {new Argon2idAlgorithm().Id}");
            Console.WriteLine($"public suffixes {PublicSuffixList.Date:yyyy-MM-dd} ({PublicSuffixList.Version})");
        });
        return command;
    }

    private static string Product() =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static string SqliteVersion()
    {
        try
        {
            return SqliteLibrary.Load();
        }
        catch (NativeLibraryMissingException missing)
        {
            return missing.Message;
        }
    }
}
