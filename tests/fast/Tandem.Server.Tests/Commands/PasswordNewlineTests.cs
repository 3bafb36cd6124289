using System.Net;
using System.Text;

namespace Tandem.Server.Tests.Commands;

public sealed class PasswordNewlineTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    [Theory]
    [InlineData("none@example.com", "", "")]
    [InlineData("lf@example.com", "\n", "")]
    [InlineData("crlf@example.com", "\r\n", "")]
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

    // Nobody can type them at the sign-in page.
    [Theory]
    [InlineData("\n\n", "has a line break after character 21. Send one line")]
    [InlineData("\r\n\r\n", "has a line break after character 21. Send one line")]
    [InlineData("\r", "has a line break after character 21. Send one line")]
    [InlineData("\nand more\n", "has a line break after character 21. Send one line")]
    [InlineData("\u0007", "has a control character, U+0007, as character 22.")]
    [InlineData("\tx\n", "has a control character, U+0009, as character 22.")]
    [InlineData("\0", "has a control character, U+0000, as character 22.")]
    [InlineData("\u0085x", "has a control character, U+0085, as character 22.")]
    public async Task Several_line_breaks_and_control_characters_are_refused(string sent, string says)
    {
        var email = $"slip.{Convert.ToHexString(Encoding.UTF8.GetBytes(sent))}@example.com";
        await served.Installation.CreateUserAsync(email);
        foreach (var command in (string[])["create", "set-password"])
        {
            var end = await served.Installation.RunWithInputAsync(
                TestInstallation.Password + sent, "users", command, "--email", email, "--password-stdin");

            Assert.Equal(1, end.ExitCode);
            Assert.Contains(says, end.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(TestInstallation.Password, end.Error, StringComparison.Ordinal);
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
