using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

using Microsoft.Win32.SafeHandles;

namespace Tandem.Platform;

/// <summary>Whose a file is, and who this process is, on Linux; .NET does not tell.</summary>
/// <param name="User">Its user id.</param>
/// <param name="Group">Its group id.</param>
internal readonly record struct FileOwner(uint User, uint Group)
{
    public const uint Root = 0;

    /// <summary>The owner of an open file; null where the system does not say.</summary>
    public static FileOwner? Of(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            return OperatingSystem.IsLinux() ? Libc.Owner(file) : null;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The user that this process runs as.</summary>
    [UnsupportedOSPlatform("windows")]
    public static uint CurrentUser => Libc.EffectiveUser();

    /// <summary>The groups that this process is in.</summary>
    [UnsupportedOSPlatform("windows")]
    public static IReadOnlyCollection<uint> CurrentGroups()
    {
        var groups = new uint[Math.Max(0, Libc.Groups(0, null))];
        var count = Libc.Groups(groups.Length, groups);
        return [Libc.EffectiveGroup(), .. groups.AsSpan(0, Math.Max(0, count))];
    }

    private static class Libc
    {
        // statx(2): the one form of stat whose layout is the same on every processor.
        private const int EmptyPath = 0x1000, UserAt = 20, GroupAt = 24, Length = 256;
        private const uint BasicStats = 0x7ff;

        public static FileOwner? Owner(SafeFileHandle file)
        {
            var status = new byte[Length];
            return StatX(file, "", EmptyPath, BasicStats, status) != 0
                ? null
                : new FileOwner(Read(status, UserAt), Read(status, GroupAt));
        }

        private static uint Read(byte[] status, int at) =>
            BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(at)) : BinaryPrimitives.ReadUInt32BigEndian(status.AsSpan(at));

        [DllImport("libc", EntryPoint = "geteuid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint EffectiveUser();

        [DllImport("libc", EntryPoint = "getegid")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern uint EffectiveGroup();

        [DllImport("libc", EntryPoint = "getgroups")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Groups(int size, [Out] uint[]? groups);

        [DllImport("libc", EntryPoint = "statx")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int StatX(SafeFileHandle file, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] status);
    }
}
