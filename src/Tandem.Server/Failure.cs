using System.Net.Sockets;

using Microsoft.AspNetCore.Connections;

using Tandem.AspNetCore.Options;
using Tandem.Keys;
using Tandem.Storage;

namespace Tandem.Server;

/// <summary>Says in a sentence what went wrong and what to do, for failures that an operator can mend.</summary>
internal static class Failure
{
    /// <summary>The sentence, or null for a fault of the program, which needs its stack trace.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        ConfigurationException or StorageUnavailableException or MasterKeyException or MasterKeyMismatchException
            or NativeLibraryMissingException or SigningKeyUnusableException or StorageConfigurationException
            or CommandException => exception.Message,
        NotSupportedException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.TrimEnd('.')}. Another process listens there: stop it, or choose another port with --urls http://127.0.0.1:PORT.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "The port may not be used by this user: ports below 1024 need privileges. Choose another with --urls http://127.0.0.1:PORT.",
        UnauthorizedAccessException => $"{exception.Message} Check who owns the data folder, or choose another with --data DIR.",
        _ => null,
    };
}
