using System.Text;
using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class FactJsonTests
{
    [Fact]
    public void A_fact_is_named_after_its_type() => Assert.Equal("RevisionPublished", FactJson.KindOf(new RevisionPublished("SOP-014", 3, "ab", "Offboard a leaver", "New tool.")));

    public static TheoryData<string> Kinds => [.. SampleFacts.Types.Select(type => type.Name).Order()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fact_comes_back_as_it_was(string kind)
    {
        var type = SampleFacts.Types.Single(type => type.Name == kind);
        var json = FactJson.Write(SampleFacts.Make(type));
        var read = FactJson.Read(kind, JsonSerializer.Deserialize<JsonElement>(json)).Value;
        Assert.IsType(type, read);
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(FactJson.Write(read)));
        var written = JsonSerializer.Deserialize<JsonElement>(json).EnumerateObject().Select(property => property.Name);
        Assert.Equal(type.GetConstructors()[0].GetParameters().Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)).Order(StringComparer.Ordinal), written);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fact_has_a_sentence(string kind)
    {
        var made = JournalEntry.Compose(0, default, "run/R-1", null, new("7", "Ada Lovelace"), SampleFacts.Make(SampleFacts.Types.Single(type => type.Name == kind)), new byte[32]).Value;
        var sentence = JournalSentences.Describe(made.Entry, made.Entry.OpenPayload(made.Payload).Value);
        Assert.Matches(@"^Ada Lovelace \w.*\w", sentence);
        Assert.DoesNotContain("recorded " + kind, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("does not know", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_with_a_fraction_stay_exact() => Assert.Equal("\"9.80\"", JsonSerializer.Serialize(9.80m, FactJson.Options));

    [Fact]
    public void A_fact_of_an_unknown_kind_is_kept_as_it_was_written()
    {
        var read = FactJson.Read("MoonLanded", JsonSerializer.Deserialize<JsonElement>("""{"crew":2,"at":"dawn"}""")).Value;
        Assert.Equal("MoonLanded", FactJson.KindOf(read));
        Assert.Equal("""{"at":"dawn","crew":2}""", Encoding.UTF8.GetString(FactJson.Write(read)));
    }

    [Fact]
    public void Properties_a_newer_version_added_are_passed_over() =>
        Assert.Equal(new OrganizationFounded("Acme"), FactJson.Read("OrganizationFounded", JsonSerializer.Deserialize<JsonElement>("""{"name":"Acme","country":"NL"}""")).Value);

    [Fact]
    public void A_known_kind_that_cannot_be_read_is_refused() =>
        Assert.IsType<Refusal.Invalid>(FactJson.Read("RevisionPublished", JsonSerializer.Deserialize<JsonElement>("""{"number":14}""")).Refusal);

    [Fact]
    public void Every_kind_is_a_name_that_fits_an_entry() => Assert.All(FactJson.Kinds, kind => Assert.Matches("^[A-Z][A-Za-z0-9]{1,99}$", kind));
}
