using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor;

/// <summary>The options of <c>tandem doctor</c>.</summary>
internal static class DoctorOptions
{
    public static readonly Option<string> Frontend = Address("--frontend", "ORIGIN", "Origin of the page, such as https://crm.example.com", isOrigin: true, isRequired: true);
    public static readonly Option<string> Api = Address("--api", "URL", "URL of the API; its path, if it has one, is that of the sign-in endpoints", isOrigin: false, isRequired: true);
    public static readonly Option<string[]> FramedBy = CreateFramedBy();

    public static readonly Option<string[]> SetCookie = new("--set-cookie")
    {
        Description = "A Set-Cookie header to judge instead of the cookie that Tandem plans; may be repeated",
        HelpName = "HEADER",
    };

    public static readonly Option<string?> LoginPath = Path("--login-path", "Path of the sign-in (default: login below the API's path)");
    public static readonly Option<string?> RefreshPath = Path("--refresh-path", "Path of the refresh, or its whole URL (default: refresh below the API's path)", mayBeUrl: true);
    public static readonly Option<string?> LogoutPath = Path("--logout-path", "Path of the sign-out (default: logout beside the sign-in)");

    public static readonly Option<bool> Live = new("--live") { Description = "Ask the API itself" };
    public static readonly Option<string?> Email = new("--email") { Description = "With --live: sign in as this account, refresh, and sign out again", HelpName = "E" };
    public static readonly Option<bool> PasswordStdin = new("--password-stdin") { Description = "Read the account's password from standard input" };
    public static readonly Option<string?> LoginBody = new("--login-body") { Description = "With --live: sign in with the JSON in this file; - is standard input", HelpName = "FILE" };
    public static readonly Option<string?> CookieName = new("--cookie-name") { Description = "Name of the refresh cookie (default: the HttpOnly cookie, or the one called refresh)", HelpName = "NAME" };
    public static readonly Option<string[]> Resolve = CreateResolve();
    public static readonly Option<FileInfo> CaFile = new Option<FileInfo>("--ca-file") { Description = "Certificates to trust, as PEM, instead of the system's", HelpName = "FILE" }.AcceptExistingOnly();
    public static readonly Option<int> Timeout = CreateTimeout();

    public static IEnumerable<Option> All =>
    [
        Frontend, Api, FramedBy, SetCookie, LoginPath, RefreshPath, LogoutPath, Live, Email, PasswordStdin, LoginBody, CookieName, Resolve, CaFile, Timeout,
        SharedOptions.Format,
    ];

    /// <summary>What the options say together.</summary>
    public static void Validate(CommandResult result)
    {
        var live = result.GetValue(Live);
        if (!live && (result.GetValue(Email) ?? result.GetValue(LoginBody)) is not null)
            result.AddError("To sign in is a part of --live. Add it.");
        if (result.GetValue(Email) is not null != result.GetValue(PasswordStdin))
            result.AddError("--email and --password-stdin go together: the password is read from standard input, where no list of processes shows it.");
        if (result.GetValue(Email) is not null && result.GetValue(LoginBody) is not null)
            result.AddError("--email and --login-body are two ways to sign in. Choose one.");
        if (live && result.GetValue(SetCookie) is { Length: > 0 })
            result.AddError("--set-cookie is for advice without --live, which judges the cookie it receives.");
    }

    /// <summary><c>HOST:PORT:ADDRESS</c>, as curl has it; null if it is not that.</summary>
    public static (string Host, int Port, IPAddress Address)? ParseResolve(string text)
    {
        var parts = text.Split(':', 3);
        return parts.Length == 3 && parts[0].Length > 0 && int.TryParse(parts[1], out var port) && port is > 0 and <= 65_535
            && IPAddress.TryParse(parts[2].Trim('[', ']'), out var address)
            ? (parts[0].ToLowerInvariant(), port, address)
            : null;
    }

    private static Option<string> Address(string name, string help, string description, bool isOrigin, bool isRequired)
    {
        var option = new Option<string>(name) { Description = description, HelpName = help, Required = isRequired };
        option.Validators.Add(result => Check(result, isOrigin));
        return option;
    }

    private static Option<string[]> CreateFramedBy()
    {
        var option = new Option<string[]>("--framed-by") { Description = "Origin of a page that shows the front end in a frame, the innermost first; may be repeated", HelpName = "ORIGIN" };
        option.Validators.Add(result => Check(result, isOrigin: true));
        return option;
    }

    private static Option<string?> Path(string name, string description, bool mayBeUrl = false)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "PATH" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.StartsWith('/') ? token.Value.AsSpan().ContainsAny('?', '#', ' ') : !mayBeUrl)
                    result.AddError($"{name}: '{token.Value}' is not a path such as /api/auth/login.");
                else if (!token.Value.StartsWith('/') && DoctorAddress.Parse(token.Value, out var fault) is null)
                    result.AddError($"{name}: {fault}");
            }
        });
        return option;
    }

    private static Option<string[]> CreateResolve()
    {
        var option = new Option<string[]>("--resolve") { Description = "With --live: where a host is to be found, as curl has it; may be repeated", HelpName = "HOST:PORT:ADDRESS" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => ParseResolve(token.Value) is null))
                result.AddError($"--resolve: '{token.Value}' is not HOST:PORT:ADDRESS, such as api.example.com:443:127.0.0.1.");
        });
        return option;
    }

    private static Option<int> CreateTimeout()
    {
        var option = new Option<int>("--timeout") { Description = "With --live: seconds for one answer, 1 to 60", HelpName = "SECONDS", DefaultValueFactory = _ => 10 };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var seconds) || seconds is < 1 or > 60))
                result.AddError($"--timeout: '{token.Value}' is not a number of seconds from 1 to 60.");
        });
        return option;
    }

    private static void Check(OptionResult result, bool isOrigin)
    {
        foreach (var token in result.Tokens)
        {
            var address = isOrigin ? DoctorAddress.ParseOrigin(token.Value, out var fault) : DoctorAddress.Parse(token.Value, out fault);
            if (address is null)
                result.AddError($"{result.Option.Name}: {fault}");
        }
    }
}
