using System.Net.Sockets;

using Microsoft.AspNetCore.Connections;

using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.SigningKeys;

namespace Tandem.Server.CommandLine;

/// <summary>Says in a sentence what went wrong and what to do, for failures that an operator can mend.</summary>
internal static class Failure
{
    private const string AnotherPort = "choose another port with --urls http://127.0.0.1:PORT.";

    /// <summary>The sentence, or null for a fault of the program, which needs its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        ConfigurationException or StorageUnavailableException or MasterKeyException or MasterKeyMismatchException
            or NativeLibraryMissingException or SigningKeyUnusableException or SecretUnusableException or StorageConfigurationException
            or CommandException or IncompleteSetupException => exception.Message,
        // From the core: stored password hashes of an algorithm that is not known. From anywhere else it is a fault.
        NotSupportedException { Source: "Tandem" } => exception.Message,
        OperationCanceledException => "It was stopped before it was done.",
        IOException { InnerException: AddressInUseException } =>
            $"{Sentence(exception)} Another process listens there: stop it, or {AnotherPort}",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"The port may not be used by this user: ports below 1024 need privileges. Give them, or {AnotherPort}",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            "This machine does not have the address that --urls names. Write one that it has, such as http://127.0.0.1:5080.",
        // The message is all there is to know it by.
        InvalidOperationException when exception.Message.Contains("HTTPS", StringComparison.Ordinal) =>
            "HTTPS needs a certificate: --Kestrel:Certificates:Default:Path=FILE.pem --Kestrel:Certificates:Default:KeyPath=FILE.key. "
            + "Where a proxy ends TLS, listen on http://127.0.0.1:5080 and set Tandem:PublicUrl to the address that browsers see.",
        UnauthorizedAccessException => $"{Sentence(exception)} Check who owns it, or choose another data folder with --data DIR.",
        IOException => Sentence(exception),
        _ => null,
    };

    private static string Sentence(Exception exception) => exception.Message.TrimEnd('.') + ".";
}

/// <summary>A command cannot do what it was asked; the message says why, and what to do.</summary>
internal sealed class CommandException(string message) : Exception(message);

/// <summary>How the command line ends.</summary>
internal static class ExitCode
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int BadArguments = 2;
}
