using System.Text.RegularExpressions;

namespace Handrail.Core.Tests.Docs;

/// <summary>What the texts tell people to type exists.</summary>
public sealed partial class CommandsTests
{
    [Fact]
    public void Every_dev_command_in_the_texts_exists_and_every_one_that_exists_is_in_its_help()
    {
        var script = Repository.Read("dev");
        var help = Help().Match(script).Groups[1].Value;
        var offered = HelpLine().Matches(help).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Contains("test", offered);
        Assert.All(offered, command => Assert.Matches($@"(?m)^    ([\w| -]+\| )?{command}( \||\))", script));

        var named = Repository.Documents().SelectMany(document => Named().Matches(Repository.Read(document)).Select(match => (document, Command: match.Groups[1].Value))).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, found => Assert.Contains(found.Command, offered));
    }

    [GeneratedRegex("<<'HELP'\n(.*?)\nHELP\n", RegexOptions.Singleline)]
    private static partial Regex Help();

    [GeneratedRegex(@"^dev (\w+)", RegexOptions.Multiline)]
    private static partial Regex HelpLine();

    /// <summary>In code: `dev test`, or ./dev test in a block.</summary>
    [GeneratedRegex(@"(?:`|\./)dev (\w+)")]
    private static partial Regex Named();
}
