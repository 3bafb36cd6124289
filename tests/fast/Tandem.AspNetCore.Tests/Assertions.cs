using System.Text.Json;

namespace Tandem.AspNetCore.Tests;

/// <summary>What many tests expect of an answer.</summary>
internal static class Assertions
{
    public static ApiResponse ShouldBe(this ApiResponse answer, int status, string? code = null)
    {
        Assert.True(
            answer.Status == status && answer.Code == code, $"Expected {status} {code}, got {answer.Status} {answer.Body} {answer.Fault}");
        return answer;
    }

    /// <summary>Checks an error against the table and RFC 9457 §3. E8.</summary>
    public static ApiResponse ShouldBeProblem(this ApiResponse answer, string sent)
    {
        Assert.True(answer.Status is >= 400 and < 500, $"{sent}: {answer.Status} {answer.Body} {answer.Fault}");
        Assert.True(
            answer.Header("Content-Type") == "application/problem+json", $"{sent}: {answer.Status} {answer.Header("Content-Type")}");
        Assert.True(answer.Header("X-Request-Id") is { Length: 24 }, $"{sent}: no request id");
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        if (answer.Body.Length == 0)
            return answer;
        var problem = answer.Json;
        var known = Assert.Single(TandemRooms.ErrorCodes, error => error.Code == problem.GetProperty("code").GetString());
        Assert.Equal(
            ("urn:tandem:problem:" + known.Code, known.Title, known.Status, answer.Status, answer.Header("X-Request-Id")),
            (Text("type"), Text("title"), problem.GetProperty("status").GetInt32(), known.Status, Text("requestId")));
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal);
        return answer;

        string? Text(string member) => problem.GetProperty(member).GetString();
    }

    /// <summary>The claims of an access token, unverified.</summary>
    public static JsonElement Claims(this ApiResponse answer)
    {
        var payload = System.Buffers.Text.Base64Url.DecodeFromChars(answer.AccessToken.Split('.')[1]);
        return JsonDocument.Parse(payload).RootElement;
    }

    public static long Second(this DateTimeOffset time) => time.ToUnixTimeSeconds();
}
