using System.Globalization;
using System.Runtime.Versioning;

using Microsoft.Win32.SafeHandles;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>Who may open the file of the master key besides its owner, on Unix.</summary>
internal static class MasterKeyAccess
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>
    /// Makes sure that nobody else can read or change an open file: a mounted secret that root shares with one of this process's groups is taken
    /// as it is, a file of one's own is closed to others, anything else is refused.
    /// </summary>
    /// <returns>What was changed, for the operator; null when nothing had to be.</returns>
    /// <exception cref="MasterKeyException">Others may open it, and that cannot be changed from here.</exception>
    [UnsupportedOSPlatform("windows")]
    public static string? Secure(SafeFileHandle file, string path)
    {
        var mode = File.GetUnixFileMode(file);
        var owner = FileOwner.Of(file);
        if (IsClosed(mode) || (owner is { } known && IsShared(mode, known, FileOwner.CurrentUser, FileOwner.CurrentGroups())))
            return null;
        if (owner?.User is { } user && user != FileOwner.CurrentUser)
            throw Refused(path, mode, owner);
        try
        {
            File.SetUnixFileMode(file, mode & Owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, mode, owner);
        }

        // Some file systems, such as shares of Windows, take every mode and keep their own.
        if (!IsClosed(File.GetUnixFileMode(file)))
            throw Refused(path, mode, owner);
        return $"{path}: others could read or change the master key, since its mode was {Text(mode)}; it is {Text(mode & Owner)} now. If somebody may have read it, replace it.";
    }

    /// <summary>
    /// Whether root owns the file and lets a group read it, and nobody else, and the group is one of ours: how Kubernetes mounts a secret with
    /// <c>fsGroup</c>. Root itself may look at such a file as well: its group is that of the server.
    /// </summary>
    public static bool IsShared(UnixFileMode mode, FileOwner owner, uint user, IReadOnlyCollection<uint> groups) =>
        owner.User == FileOwner.Root && (mode & Others) == UnixFileMode.GroupRead && (user == FileOwner.Root || groups.Contains(owner.Group));

    private static bool IsClosed(UnixFileMode mode) => (mode & Others) == 0;

    [UnsupportedOSPlatform("windows")]
    private static MasterKeyException Refused(string path, UnixFileMode mode, FileOwner? owner) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}: others than its owner may read or change the master key (mode {Text(mode)}{(owner is { } of ? $", user {of.User}, group {of.Group}" : "")}), and that cannot be changed from here. ")
        + $"Run: chmod 600 {path} - as its owner, user {FileOwner.CurrentUser.ToString(CultureInfo.InvariantCulture)}. "
        + "Kubernetes: mount the secret with defaultMode: 0440 and set securityContext.fsGroup to a group of the container. "
        + $"Compose mounts the file as it is: give the file itself mode 0400 and the owner {FileOwner.CurrentUser.ToString(CultureInfo.InvariantCulture)}. systemd: LoadCredential=.");

    private static string Text(UnixFileMode mode) => "0" + Convert.ToString((int)(mode & (UnixFileMode)0x1ff), 8).PadLeft(3, '0');
}
