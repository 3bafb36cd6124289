namespace Tandem.Server.Doctor;

/// <summary>How text may look on standard output.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Colours">Whether it may have colours.</param>
internal sealed record ConsoleStyle(int Width, bool Colours)
{
    private const int Narrowest = 40;
    private const int Widest = 100;

    /// <summary>Eighty columns and no colour unless a terminal says otherwise (https://no-color.org).</summary>
    public static ConsoleStyle Detect() => Console.IsOutputRedirected
        ? new(80, Colours: false)
        : new(
            Console.WindowWidth is > 0 and var width ? Math.Clamp(width, Narrowest, Widest) : 80,
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb");

    public string Good(string text) => Painted(text, 32);

    public string Bad(string text) => Painted(text, 31);

    public string Warning(string text) => Painted(text, 33);

    /// <summary>
    /// A text in lines, the first behind a heading, the others below it. What stands between backticks is code: it is kept on one line if one
    /// can hold it, else it begins on one, so that it can be copied. Words longer than a line stay whole.
    /// </summary>
    public IEnumerable<string> Wrap(string heading, string text)
    {
        var line = heading;
        var isEmpty = true;
        foreach (var (piece, length) in Pieces(text, Width - heading.Length))
        {
            if (!isEmpty && line.Length + 1 + length > Width)
            {
                yield return line;
                line = new string(' ', heading.Length);
                isEmpty = true;
            }

            line += isEmpty ? piece : $" {piece}";
            isEmpty = false;
        }

        yield return line;
    }

    // Each piece, and the room it asks for. What no space separates, such as code and the stop behind it, is one piece.
    private static List<(string Piece, int Length)> Pieces(string text, int width)
    {
        var all = new List<(string Piece, int Length)>();
        var isApart = true;
        foreach (var (index, part) in text.Split('`').Index())
        {
            var isCode = index % 2 == 1;
            var pieces = isCode && part.Length <= width ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (var (place, piece) in pieces.Index())
            {
                var length = isCode && place == 0 ? part.Length : piece.Length;
                if (place > 0 || isApart || part.StartsWith(' '))
                    all.Add((piece, length));
                else
                    all[^1] = (all[^1].Piece + piece, all[^1].Length + length);
            }

            isApart = part.Length == 0 ? isApart : part.EndsWith(' ');
        }

        return all;
    }

    private string Painted(string text, int colour) => Colours ? $"\e[{colour}m{text}\e[0m" : text;
}
