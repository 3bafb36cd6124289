namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>Steps that several tests of rotation take.</summary>
internal static class RotationSteps
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>After this much the next presentation of the newest token rotates.</summary>
    public static readonly TimeSpan Settled = 2 * Leeway + Second;

    /// <summary>Lets things settle, then refreshes.</summary>
    public static async Task<ApiResponse> RotateAsync(this TandemHost host, ApiResponse holder)
    {
        host.Time.Advance(Settled);
        return (await host.RefreshAsync(holder.RefreshToken)).ShouldBe(200);
    }

    /// <summary>Uses the access token more than a minute after its issue, and lets the confirmation be written.</summary>
    public static async Task ConfirmAsync(this TandemHost host, ApiResponse holder)
    {
        host.Time.Advance(Settled + Second);
        (await host.MeAsync(holder.AccessToken)).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromSeconds(2));
        for (var look = 0; (await host.SessionAsync(holder.SessionId)).Rotation.Confirmed < holder.Generation; look++)
            Assert.True(look < 10_000, "The confirmation is not written.");
    }
}
