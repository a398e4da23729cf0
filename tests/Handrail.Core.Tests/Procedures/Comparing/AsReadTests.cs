using Handrail.Core.Procedures;
using Handrail.Core.Procedures.Comparing;

namespace Handrail.Core.Tests.Procedures.Comparing;

/// <summary>Two texts that are the same as written can read otherwise.</summary>
public sealed class AsReadTests
{
    const string Text = "# Reset\n\n## Purpose\nPeople who lost their {{identity_provider}} password can work again.\n\n## Steps\n1. Open {{identity_provider}} {#open}\n   - In Okta: **Reset**.\n   - In Keycloak: **Credentials**.\n   - System: {{identity_provider}}\n2. Tell {{contact}} {#tell}\n";

    static AsRead With(string provider, string contact = "the caller") => new(new Dictionary<string, string> { ["identity-provider"] = provider, ["contact"] = contact }, [provider]);

    static RevisionComparison Compare(AsRead before, AsRead after, string? changed = null) => RevisionComparison.Of(ProcedureReader.Read(Text), before, ProcedureReader.Read(changed ?? Text), after);

    [Fact]
    public void Another_value_behind_a_placeholder_is_a_difference()
    {
        var comparison = Compare(With("Okta"), With("Keycloak"));

        Assert.Equal([Change.Changed, Change.Unchanged], comparison.Steps.Select(step => step.Change));
        Assert.Equal([("Instruction", "Open Okta", "Open Keycloak"), ("In Okta", "**Reset**.", ""), ("In Keycloak", "", "**Credentials**."), ("System", "Okta", "Keycloak")], comparison.Steps[0].Parts.Select(part => (part.Name, Old(part), New(part))));
        Assert.Equal(["Purpose"], comparison.Texts.Where(text => text.Change != Change.Unchanged).Select(text => text.Name));
        Assert.Equal(Weight.Material, comparison.Weight);
    }

    [Fact]
    public void With_the_same_values_nothing_is()
    {
        Assert.True(Compare(With("Okta"), With("Okta")).IsEmpty);
        Assert.True(Compare(AsRead.Written, AsRead.Written).IsEmpty);
    }

    [Fact]
    public void Where_only_what_differs_is_filled_in_the_rest_stands_as_written()
    {
        var (before, after) = AsRead.Differing(With("Okta"), With("Keycloak"));

        var comparison = Compare(before, after, Text.Replace("Tell {{contact}}", "Tell {{contact}} why", StringComparison.Ordinal));

        Assert.Equal("Tell {{contact}} why", New(comparison.Steps[1].Parts.Single()));
        Assert.Equal("Open Keycloak", New(comparison.Steps[0].Parts[0]));
    }

    [Fact]
    public void What_only_one_side_has_is_filled_in_too()
    {
        var filled = new AsRead(new Dictionary<string, string> { ["vessel"] = "the kettle" }, null);
        var (before, after) = AsRead.Differing(With("Okta"), filled with { Values = filled.Values.Concat(With("Okta").Values).ToDictionary() });
        Assert.Equal("Tell {{contact}} and fill the kettle", New(Compare(before, after, Text.Replace("Tell {{contact}}", "Tell {{contact}} and fill {{vessel}}", StringComparison.Ordinal)).Steps[1].Parts.Single()));

        (before, after) = AsRead.Differing(With("Okta"), new AsRead(With("Okta").Values.Where(value => value.Key != "contact").ToDictionary(), null));
        Assert.Equal("Tell the caller", Old(Compare(before, after, Text.Replace("Tell {{contact}}", "Tell them", StringComparison.Ordinal)).Steps[1].Parts.Single()));
    }

    [Fact]
    public void A_variant_whose_words_change_is_seen_also_where_it_does_not_apply()
    {
        var comparison = Compare(With("Okta"), With("Okta"), Text.Replace("**Credentials**", "**Users**", StringComparison.Ordinal));

        Assert.Equal(["In Keycloak"], comparison.Steps[0].Parts.Select(part => part.Name));
    }

    static string Old(TextChange change) => string.Concat(change.Segments.Where(segment => segment.Kind != SegmentKind.Added).Select(segment => segment.Text));

    static string New(TextChange change) => string.Concat(change.Segments.Where(segment => segment.Kind != SegmentKind.Removed).Select(segment => segment.Text));
}
