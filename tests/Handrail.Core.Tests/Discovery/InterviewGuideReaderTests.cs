using CsCheck;
using Handrail.Core.Discovery;

namespace Handrail.Core.Tests.Discovery;

public sealed class InterviewGuideReaderTests
{
    const string Text = """
        ---
        title: How do doors get locked?
        summary: Doors, and who locks them.
        ---

        ## Whom to ask

        - The **caretaker**.

        ## What to watch

        - The last round of the day.

        ## Questions

        1. Who locks the door? {#who}
           - About: [Lock up](../procedures/doors/lock-up.md#front), [Close](../procedures/doors/close.md#back)
           - Listen for: nobody.
        """;

    [Fact]
    public void Reads_whom_to_ask_what_to_watch_and_what_to_ask()
    {
        var guide = InterviewGuideReader.Read(Text, "discovery/doors.md");

        Assert.Equal(("doors", "How do doors get locked?", "Doors, and who locks them."), (guide.Family, guide.Title, guide.Summary));
        Assert.Equal(["The caretaker."], guide.WhomToAsk);
        Assert.Equal(["The last round of the day."], guide.WhatToWatch);
        var question = Assert.Single(guide.Questions);
        Assert.Equal(("who", "Who locks the door?", "nobody."), (question.Anchor, question.Text, question.ListenFor));
        Assert.Equal(["../procedures/doors/lock-up.md#front", "../procedures/doors/close.md#back"], question.About.Select(link => link.Target));
        Assert.Empty(guide.Notes);
    }

    [Theory]
    [InlineData("{#who}", "", "anchor-missing")]
    [InlineData("Listen for", "Look for", "line-unknown")]
    [InlineData("## Questions", "## Riddles", "no-questions")]
    [InlineData("summary", "sumary", "key-unknown")]
    public void Says_what_it_does_not_understand(string right, string wrong, string code) =>
        Assert.Contains(InterviewGuideReader.Read(Text.Replace(right, wrong, StringComparison.Ordinal), "doors.md").Notes, note => note.Code == code);

    [Fact]
    public void Any_text_can_be_read() => Gen.OneOf("## Questions\n", "1. ", "- About: [", "](", "---\n", "{#a}", "\n\n", "text ", "- ").Array[0, 30].Sample(parts => Assert.NotNull(InterviewGuideReader.Read(string.Concat(parts), "x.md")));
}
