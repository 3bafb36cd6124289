using System.Text.Json;

namespace Tandem.AspNetCore.Tests;

/// <summary>What many tests expect of an answer.</summary>
internal static class Assertions
{
    public static Answer ShouldBe(this Answer answer, int status, string? code = null)
    {
        Assert.True(answer.Status == status && answer.Code == code, $"Expected {status} {code}, got {answer.Status} {answer.Body} {answer.Fault}");
        return answer;
    }

    /// <summary>The claims of an access token, unverified.</summary>
    public static JsonElement Claims(this Answer answer)
    {
        var payload = System.Buffers.Text.Base64Url.DecodeFromChars(answer.AccessToken.Split('.')[1]);
        return JsonDocument.Parse(payload).RootElement;
    }

    public static long Second(this DateTimeOffset time) => time.ToUnixTimeSeconds();
}
