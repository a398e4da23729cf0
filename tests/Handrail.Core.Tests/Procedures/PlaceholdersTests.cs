using Handrail.Core.Procedures;

namespace Handrail.Core.Tests.Procedures;

public class PlaceholdersTests
{
    [Theory]
    [InlineData("identity_provider", "Identity provider")]
    [InlineData("Identity-Provider", "identity provider")]
    [InlineData("Leaving on bad terms?", "leaving-on-bad-terms")]
    public void Two_spellings_of_a_name_are_one_name(string one, string other) => Assert.Equal(Placeholders.Key(one), Placeholders.Key(other));

    [Theory]
    [InlineData("Ask {{Manager}} of {{identity_provider}}", "Ask Manager of identity provider")]
    [InlineData("Leave {{ .Values.x }} alone", "Leave {{ .Values.x }} alone")]
    public void Named_without_braces_a_name_asks_for_no_value(string text, string words) => Assert.Equal(words, Placeholders.Named(text));

    [Fact]
    public void Placeholders_are_found_where_they_stand()
    {
        const string text = "Tell {{ Leaver }} and run `deactivate {{user-name}}`.";
        var found = Placeholders.In(text);
        Assert.Equal(["Leaver", "user-name"], found.Select(placeholder => placeholder.Name));
        Assert.Equal(["{{ Leaver }}", "{{user-name}}"], found.Select(placeholder => placeholder.Span.In(text)));
    }

    [Theory]
    [InlineData("{{ .Values.image }}")]
    [InlineData("{{ $labels.pod }}")]
    [InlineData("{{< relref \"x\" >}}")]
    [InlineData("{{#if admin}}")]
    [InlineData("{{end}}")]
    [InlineData("{{ site.baseurl }}")]
    [InlineData("{{range .Items}}")]
    [InlineData("{{{raw}}}")]
    [InlineData("{{}}")]
    [InlineData("{{two\nlines}}")]
    public void Braces_of_other_languages_are_left_alone(string text)
    {
        Assert.Empty(Placeholders.In(text));
        Assert.Equal(text, Placeholders.Fill(text, _ => "x"));
    }

    [Fact]
    public void Known_names_are_filled_and_unknown_ones_stay_as_written()
    {
        var values = Placeholders.From(
            new Dictionary<string, string> { ["Leaver"] = "Ada" },
            new Dictionary<string, string> { ["identity_provider"] = "Okta", ["leaver"] = "nobody" });
        Assert.Equal("In Okta, disable Ada, then {{ what }}", Placeholders.Fill("In {{Identity provider}}, disable {{LEAVER}}, then {{ what }}", values));
    }

    [Fact]
    public void A_value_that_looks_like_a_placeholder_is_not_filled_again() =>
        Assert.Equal("{{b}}", Placeholders.Fill("{{a}}", Placeholders.From(new Dictionary<string, string> { ["a"] = "{{b}}", ["b"] = "c" })));
}
