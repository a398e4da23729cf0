using Handrail.Core.Discovery;

namespace Handrail.Core.Tests.Library;

/// <summary>The shipped interview guides: one for each family, and every step they are about exists.</summary>
public sealed class DiscoveryLibraryTests
{
    public static TheoryData<string> All => [.. Shipped.Catalogue.Guides.Select(guide => guide.Family)];

    [Fact]
    public void There_is_one_for_each_family() =>
        Assert.Equal(Shipped.Catalogue.Procedures.Keys.Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal), Shipped.Catalogue.Guides.Select(guide => guide.Family));

    [Theory, MemberData(nameof(All))]
    public void Reads_without_remarks_and_says_whom_to_ask_and_what_to_watch(string family)
    {
        var guide = Guide(family);
        Assert.Empty(guide.Notes.Select(note => note.Message));
        Assert.False(string.IsNullOrWhiteSpace(guide.Summary));
        Assert.EndsWith("?", guide.Title, StringComparison.Ordinal);
        Assert.InRange(guide.WhomToAsk.Count, 3, 6);
        Assert.InRange(guide.WhatToWatch.Count, 3, 6);
        Assert.InRange(guide.Questions.Count, 6, 10);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_question_is_about_steps_that_exist(string family)
    {
        foreach (var question in Guide(family).Questions)
        {
            Assert.NotEmpty(question.About);
            foreach (var link in question.About)
            {
                var target = link.Target.Split('#', 2);
                var path = target[0]["../procedures/".Length..];
                Assert.True(Shipped.Catalogue.Procedures.TryGetValue(path, out var procedure), $"{question.Anchor}: {link.Target}");
                Assert.True(target.Length == 2 && procedure.Find(target[1]) is not null, $"{question.Anchor}: {link.Target}");
            }
        }
    }

    [Theory, MemberData(nameof(Shipped.Procedures), MemberType = typeof(Shipped))]
    public void Every_procedure_is_asked_about(string path) =>
        Assert.Contains(Guide(path.Split('/')[0]).Questions.SelectMany(question => question.About), link => link.Target.StartsWith("../procedures/" + path, StringComparison.Ordinal));

    [Theory, MemberData(nameof(All))]
    public void Questions_ask_and_cannot_be_answered_with_yes(string family)
    {
        string[] closed = ["Do", "Does", "Did", "Is", "Are", "Was", "Were", "Have", "Has", "Can", "Could", "Will", "Would", "Should"];
        Assert.All(Guide(family).Questions, question =>
        {
            Assert.Contains(question.Text[^1], "?.");
            Assert.DoesNotContain(question.Text.Split(' ')[0], closed);
        });
    }

    static InterviewGuide Guide(string family) => Shipped.Catalogue.Guides.Single(guide => guide.Family == family);
}
