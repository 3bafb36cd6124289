using System.Net;

namespace Tandem.Server.Tests.Commands;

public sealed class PasswordNewlineTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    [Theory]
    [InlineData("none@example.com", "", "")]
    [InlineData("lf@example.com", "\n", "")]
    [InlineData("crlf@example.com", "\r\n", "")]
    [InlineData("two@example.com", "\n\n", "\n")]
    [InlineData("two-crlf@example.com", "\r\n\r\n", "\r\n")]
    [InlineData("cr@example.com", "\r", "\r")]
    [InlineData("space@example.com", " \n", " ")]
    public async Task One_newline_at_the_end_of_standard_input_is_dropped_and_no_more(string email, string sent, string kept)
    {
        var end = await served.Installation.RunWithInputAsync(TestInstallation.Password + sent, "users", "create", "--email", email, "--password-stdin");
        Assert.True(end.ExitCode == 0, end.ToString());

        using var right = await served.Server.LoginAsync(email, TestInstallation.Password + kept);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        if (sent != kept)
        {
            using var wrong = await served.Server.LoginAsync(email, TestInstallation.Password + sent);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_password_is_dropped()
    {
        var end = await served.Installation.RunWithInputAsync("\uFEFF" + TestInstallation.Password + "\r\n", "users", "create", "--email", "bom@example.com", "--password-stdin");
        Assert.True(end.ExitCode == 0, end.ToString());

        await served.Server.SignInAsync("bom@example.com");
    }
}
