using Tandem.MasterKeys;
using Tandem.Refresh;

namespace Tandem.Tests.Refresh;

/// <summary>Two master keys, two installations, one token.</summary>
internal static class RefreshTokenFixture
{
    public static readonly byte[] MasterBytes = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
    public static readonly Guid InstallationId = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");
    public static readonly DateTimeOffset IssuedAt = DateTimeOffset.FromUnixTimeSeconds(1_936_000_000);
    public static readonly DateTimeOffset ExpiresAt = IssuedAt.AddDays(7);

    public static MasterKey Master { get; } = new(MasterBytes);

    public static MasterKey OtherMaster { get; } = new([.. MasterBytes.Reverse()]);

    public static RefreshToken Token { get; } = new(
        Master.Id,
        new Guid("0f8e2a64-5d0b-4c57-9a3e-6b1d2c3f4a5b"),
        0x0102030405060708,
        IssuedAt,
        ExpiresAt,
        Enumerable.Range(0x80, RefreshToken.SecretLength).Select(n => (byte)n).ToArray());

    public static RefreshTokenFormat Format { get; } = For(Master);

    public static RefreshTokenFormat For(MasterKey current, params MasterKey[] previous) => For(InstallationId, current, previous);

    public static RefreshTokenFormat For(Guid installation, MasterKey current, params MasterKey[] previous) =>
        RefreshTokenFormat.With(new MasterKeyRing(current, previous), installation);

    public static RefreshTokenFault Read(string text) => Format.TryParse(text, IssuedAt, out _);
}
