using System.Text;
using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class FactJsonTests
{
    [Fact]
    public void A_fact_is_named_after_its_type() => Assert.Equal("RevisionPublished", FactJson.KindOf(new RevisionPublished("SOP-014", 3, "ab", "Offboard a leaver", "New tool.")));

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
