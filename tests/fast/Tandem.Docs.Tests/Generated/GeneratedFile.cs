namespace Tandem.Docs.Tests.Generated;

/// <summary>A checked-in file that is made from tables in the code.</summary>
internal static class GeneratedFile
{
    /// <summary>The line that tells a reader not to edit the file.</summary>
    public const string Notice = "Made from the tables in the code by tests/Tandem.Docs.Tests. Do not edit: run it with TANDEM_UPDATE=1.";

    /// <summary>Fails when the file is not what the tables say; rewrites it instead where <c>TANDEM_UPDATE=1</c> is set.</summary>
    public static void Check(string file, string expected)
    {
        var path = Repository.PathOf(file);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, expected);
        }

        Assert.True(File.Exists(path), $"{file} is missing. Set TANDEM_UPDATE=1 and run the tests again to make it.");
        var actual = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.True(
            actual == expected,
            $"{file} is not what the tables in the code say, {FirstDifference(actual, expected)}\nSet TANDEM_UPDATE=1 and run the tests again.");
    }

    private static string FirstDifference(string actual, string expected)
    {
        var (left, right) = (actual.Split('\n'), expected.Split('\n'));
        var line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"first in line {line + 1}:\n  file:   {left.ElementAtOrDefault(line)}\n  tables: {right.ElementAtOrDefault(line)}";
    }
}
