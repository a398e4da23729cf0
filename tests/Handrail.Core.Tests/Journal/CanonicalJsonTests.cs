using System.Text;
using System.Text.Json;
using Handrail.Core.Journal;

namespace Handrail.Core.Tests.Journal;

public class CanonicalJsonTests
{
    [Fact]
    public void The_published_pairs_are_written_to_the_byte()
    {
        var files = Directory.GetFiles(Published.Path("data", "jcs", "testdata", "input"));
        Assert.Equal(6, files.Length);
        foreach (var file in files) Assert.Equal(File.ReadAllText(file.Replace("input", "output", StringComparison.Ordinal)).TrimEnd('\n'), Canonical(File.ReadAllText(file)));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("-12.50", "-12.5")]
    [InlineData("100", "100")]
    [InlineData("123456789012345680000", "123456789012345680000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("1.5e-9", "1.5e-9")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    public void Numbers_are_written_as_the_standard_says(string read, string written) => Assert.Equal(written, Canonical(read));

    [Fact]
    public void Names_are_sorted_white_space_goes_and_only_what_must_is_escaped() =>
        Assert.Equal("""{"":[],"a":{"ä":"é\u0001\n\"\\/"},"b":null}""", Canonical("""{ "b" : null, "a" : { "\u00e4" : "\u00e9\u0001\n\"\\\/" }, "" : [ ] }"""));

    static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonSerializer.Deserialize<JsonElement>(json)));
}
