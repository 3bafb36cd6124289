using System.Globalization;
using System.Text.RegularExpressions;

namespace Tandem.Browsers.Cookies;

/// <summary>
/// Reads the date of <c>Expires</c> as browsers do (RFC 6265bis §5.1.1): time, day, month and year wherever they stand; the day of the week, the
/// zone and whatever else is there do not matter.
/// </summary>
internal static partial class CookieDate
{
    private static readonly char[] Delimiters = [.. Enumerable.Range(0, 128).Select(code => (char)code).Where(IsDelimiter)];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The date; null when there is none.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        Match? time = null;
        int? day = null, month = null, year = null;
        foreach (var token in text.Split(Delimiters, StringSplitOptions.RemoveEmptyEntries))
        {
            if (time is null && Time().Match(token) is { Success: true } found)
                time = found;
            else if (day is null && Digits(token, 1, 2) is { } seenDay)
                day = seenDay;
            else if (month is null && MonthOf(token) is { } seenMonth)
                month = seenMonth;
            else if (year is null && Digits(token, 2, 4) is { } seenYear)
                year = seenYear;
        }

        return time is null || day is null || month is null || year is null
            ? null
            : At(Century(year.Value), month.Value, day.Value, Part(time, 1), Part(time, 2), Part(time, 3));
    }

    private static DateTimeOffset? At(int year, int month, int day, int hour, int minute, int second) =>
        year < 1601 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59
            ? null
            : new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);

    private static int Century(int year) => year switch { <= 69 => year + 2000, <= 99 => year + 1900, _ => year };

    private static int Part(Match time, int group) => int.Parse(time.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int? MonthOf(string token) =>
        Array.FindIndex(Months, month => token.StartsWith(month, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index + 1 : null;

    // That many digits at the beginning, and no digit after them.
    private static int? Digits(string token, int least, int most)
    {
        var count = token.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : token.Length;
        return count >= least && count <= most ? int.Parse(token.AsSpan(0, count), CultureInfo.InvariantCulture) : null;
    }

    private static bool IsDelimiter(char character) =>
        character is '\t' or (>= ' ' and <= '/') or (>= ';' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    [GeneratedRegex(@"\A([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
