namespace Handrail.Core.Tests;

/// <summary>Texts that a person has read and agreed to, kept beside the tests.</summary>
static class Agreed
{
    /// <summary>Fails when the text is not the agreed one, and leaves it beside that one to be read.</summary>
    /// <param name="file">Below the folder of these tests.</param>
    public static void With(string file, string text)
    {
        var path = Path.Combine(Repository.Root, "tests", "Handrail.Core.Tests", file);
        var agreed = File.Exists(path) ? File.ReadAllText(path) : "";
        if (text == agreed) return;
        var received = Path.ChangeExtension(path, ".received.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text);
        Assert.Fail($"The text has changed. Read {received}, and if it is better, put it in the place of {Path.GetFileName(path)}.\n{FirstDifference(agreed, text)}");
    }

    static string FirstDifference(string a, string b)
    {
        var (left, right) = (a.Split('\n'), b.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(at => left.ElementAtOrDefault(at) != right.ElementAtOrDefault(at));
        return $"line {line + 1} was: {left.ElementAtOrDefault(line)}\nline {line + 1} is:  {right.ElementAtOrDefault(line)}";
    }
}
