using System.Text.Json;
using System.Text.RegularExpressions;
using Handrail.Core.Journal.Packs;

namespace Handrail.Core.Tests.Journal;

/// <summary>docs/journal.md says what the program does.</summary>
public sealed partial class JournalDocumentTests
{
    static readonly string Document = Repository.Read("docs/journal.md");

    [Fact]
    public void Every_fact_is_listed_with_its_fields_and_nothing_else_is()
    {
        var listed = Row().Matches(Document[Document.IndexOf("## Facts", StringComparison.Ordinal)..]).Select(row => $"{row.Groups["fact"].Value}: {row.Groups["fields"].Value.Replace("`", "", StringComparison.Ordinal).Trim()}").ToList();
        var known = SampleFacts.Types.Select(type => $"{type.Name}: {string.Join(", ", type.GetConstructors()[0].GetParameters().Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Name!)))}").ToList();
        Assert.Empty(known.Except(listed));
        Assert.Empty(listed.Except(known));
        Assert.Equal(known.Count, listed.Count);
    }

    [Fact]
    public void The_commands_are_those_that_every_pack_prints() =>
        Assert.All([PackReadme.Commands.Head, PackReadme.Commands.Seal, PackReadme.Commands.Inclusion, PackReadme.Commands.Commitment], commands => Assert.Contains(commands, Document, StringComparison.Ordinal));

    [Fact]
    public void Every_file_of_a_pack_is_described() => Assert.All(PackPaths.Fixed, path => Assert.Contains($"| `{path}` |", Document, StringComparison.Ordinal));

    [GeneratedRegex(@"^\| `(?<fact>[A-Z]\w+)` \| [^|]+ \|(?<fields>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
