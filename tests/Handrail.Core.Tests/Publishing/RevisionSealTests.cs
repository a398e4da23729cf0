using System.Security.Cryptography;
using System.Text;
using Handrail.Core.Publishing;

namespace Handrail.Core.Tests.Publishing;

public class RevisionSealTests
{
    static readonly Dictionary<string, string> Values = new() { ["organization"] = "Northwind", ["identity-provider"] = "Okta" };
    static readonly Dictionary<string, string> Pictures = new() { ["images/lock.png"] = new string('b', 64) };
    static readonly string Text = new('a', 64);

    [Fact]
    public void It_can_be_computed_by_anybody_as_the_document_says()
    {
        var json = $$"""{"environment":{"identity-provider":"Okta","organization":"Northwind"},"images":{"images/lock.png":"{{new string('b', 64)}}"},"text":"{{Text}}"}""";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), RevisionSeal.Of(Text, Values, Pictures));
    }

    [Fact]
    public void It_changes_with_any_of_the_three()
    {
        string[] seals =
        [
            RevisionSeal.Of(Text, Values, Pictures),
            RevisionSeal.Of(new string('c', 64), Values, Pictures),
            RevisionSeal.Of(Text, new Dictionary<string, string>(Values) { ["identity-provider"] = "Entra ID" }, Pictures),
            RevisionSeal.Of(Text, Values, new Dictionary<string, string> { ["images/lock.png"] = new string('d', 64) }),
            RevisionSeal.Of(Text, Values, new Dictionary<string, string>()),
        ];
        Assert.Equal(5, seals.Distinct().Count());
    }

    [Fact]
    public void It_does_not_depend_on_the_order_in_which_values_are_held() =>
        Assert.Equal(RevisionSeal.Of(Text, Values, Pictures), RevisionSeal.Of(Text, Values.Reverse().ToDictionary(), Pictures));
}
