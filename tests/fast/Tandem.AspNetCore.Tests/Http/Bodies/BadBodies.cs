using System.Text;

namespace Tandem.AspNetCore.Tests.Http.Bodies;

/// <summary>Bodies that no endpoint may take, whatever its members are. E10, V21, V23.</summary>
internal static class BadBodies
{
    public static IEnumerable<byte[]> For(Operation operation)
    {
        foreach (var text in Malformed)
            yield return Encoding.UTF8.GetBytes(text);
        yield return [0xEF, 0xBB, 0xBF];
        yield return Encoding.Unicode.GetBytes("{}");
        yield return Encoding.BigEndianUnicode.GetBytes("{}");
        yield return [0];
        yield return [0xFF, 0xFE];
        yield return [(byte)'{', (byte)'}', 0];

        foreach (var (name, type) in operation.Members)
        {
            foreach (var value in WrongValues(type))
                yield return Encoding.UTF8.GetBytes($$"""{"{{name}}":{{value}}}""");
            var right = type == "boolean" ? "true" : "\"a\"";
            yield return Encoding.UTF8.GetBytes($$"""{"{{name}}":{{right}},"{{name}}":{{right}}}""");
            yield return Encoding.UTF8.GetBytes($$"""{"{{name}}":{{right}},"{{name.ToUpperInvariant()}}":{{right}}}""");
            yield return Encoding.UTF8.GetBytes($$"""{"{{name}}":{{right}},"\u{{(int)name[0]:x4}}{{name[1..]}}":{{right}}}""");
            // Raw surrogates, an overlong NUL, a lone continuation byte: not UTF-8.
            foreach (var bytes in new byte[][] { [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x80], [0xF5, 0x80, 0x80, 0x80] })
                yield return [.. Encoding.UTF8.GetBytes($$"""{"{{name}}":"a"""), .. bytes, (byte)'"', (byte)'}'];
        }
    }

    private static readonly string[] Malformed =
    [
        "null", "1", "-0", "\"text\"", "true", "[]", "[{}]", "{", "}", "{}x", "{}{}", "{} []", "{\"a\":1,}", "{'a':1}", "{a:1}",
        "/* c */{}", "{}//c",
        "NaN", "{\"a\":NaN}", "{\"a\":01}", "{\"a\":\"\t\"}", "{\"a\":\"\n\"}", "{\"a\":\"\u0001\"}", "{\"a\":\"\0\"}", "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "a=b&c=d", "<a/>", "\0\0\0\0", "😀", "{\"a\":" + new string('[', 100) + new string(']', 100) + "}", new string('[', 8_000),
        new string('{', 8_000),
        string.Concat(Enumerable.Repeat("{\"a\":", 2_000)),
    ];

    private static IEnumerable<string> WrongValues(string type)
    {
        yield return "1";
        yield return "1.5e300";
        yield return "[]";
        yield return "[\"a\",\"b\"]";
        yield return "{}";
        yield return "{\"$ne\":null}";
        yield return type == "boolean" ? "\"true\"" : "true";
        if (type == "boolean")
            yield break;
        // Unpaired surrogates, escaped.
        yield return "\"\\ud800\"";
        yield return "\"\\udfff\\ud800\"";
        yield return "\"a\\ud83dz\"";
    }
}
