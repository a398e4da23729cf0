using System.Globalization;
using System.Text;
using Handrail.Core.Publishing.Access;
using Handrail.Server.Features.Today;
using Handrail.Server.Web;

namespace Handrail.Server.Features.Mail;

/// <param name="Day">By when, of a review; else since when.</param>
sealed record ReminderLine(WaitingItem Item, DateOnly Day)
{
    /// <summary>What is not open to everybody is not named: mail lies readable in places that nobody here knows.</summary>
    public bool IsNamed => Item.Secrecy == Secrecy.Open;
}

/// <summary>A reminder in words. Whatever members wrote stands on one line; nothing of what they said to one another is in it.</summary>
static class ReminderText
{
    const int MostLines = 30;

    public static string Subject(IReadOnlyList<ReminderLine> lines, DateOnly today) =>
        Outbox.Shortened($"{(lines.Count == 1 ? "One thing waits" : $"{lines.Count} things wait")} for you in Handrail: {Foremost(lines, today)}", Outbox.LongestSubject);

    public static string Body(IReadOnlyList<ReminderLine> lines, DateOnly today, CurrentMember member, MailSettings settings)
    {
        var organization = Outbox.OneLine(member.Organization);
        var text = new StringBuilder($"{Outbox.OneLine(member.Name)}, {(lines.Count == 1 ? "one thing waits" : $"{lines.Count} things wait")} for you at {organization}:\n\n");
        foreach (var line in lines.Take(MostLines)) text.Append(Words(line)).Append(", ").Append(When(line, today, "d MMMM yyyy")).Append('\n').Append(settings.Link(line.Item.Href)).Append("\n\n");
        if (lines.Count > MostLines) text.Append(CultureInfo.InvariantCulture, $"And {lines.Count - MostLines} more.\n\n");
        return text.Append(CultureInfo.InvariantCulture, $"""
            All that waits for you: {settings.Link(Links.Today)}

            You get this because you are a member of {organization} on this Handrail server, and
            these are new, come near or are late. At most one message a day.
            Turn it off: {settings.Link(Links.Settings)}#reminders

            """).ToString();
    }

    /// <summary>The review that is latest, or nearest; else what comes first.</summary>
    static string Foremost(IReadOnlyList<ReminderLine> lines, DateOnly today)
    {
        var line = lines.Where(line => line.Item.What == Waiting.Review).OrderBy(line => line.Day).ThenBy(line => line.Item.Name, StringComparer.Ordinal).FirstOrDefault(lines[0]);
        var name = !line.IsNamed ? "a procedure" : line.Item.Name;
        return line.Item.What switch
        {
            Waiting.Review when line.Day > today => $"{name} is to be reviewed {When(line, today, "d MMMM")}",
            Waiting.Review => $"{name} is to be reviewed, {When(line, today, "d MMMM")}",
            Waiting.Approval => $"{name} is to be approved",
            Waiting.WalkThrough => $"{name} is to be walked through",
            Waiting.SentBack => $"{name} was sent back to you",
            Waiting.HeldBack => $"{name} is approved and not in force",
            Waiting.Suggestion => $"a suggestion for {name}",
            Waiting.ToolLeft => $"procedures still speak of {Outbox.OneLine(line.Item.Title)}",
            Waiting.Interview => "there are answers to your questions",
            Waiting.Copy => $"a printed copy of {name}",
            Waiting.Recording => "a recording is not finished",
            Waiting.Acknowledgement => $"{name} is to be acknowledged",
            Waiting.PolicyToSign => "a policy is to be signed",
            Waiting.PolicyToFinish => "a policy has a blank to fill",
            Waiting.PoliciesToSign => $"{line.Item.Title} policies are to be signed",
            Waiting.Acknowledgements => $"{line.Item.Title} procedures are to be acknowledged",
            _ => "something is to be done",
        };
    }

    static string Words(ReminderLine line)
    {
        var words = WaitingList.Words(line.Item.What);
        if (!line.IsNamed) return Capital(words.Replace("“{0}”", "{0}", StringComparison.Ordinal).Replace("{0}", "a procedure", StringComparison.Ordinal));
        var said = string.Format(CultureInfo.InvariantCulture, words, Outbox.OneLine(line.Item.Title));
        return line.Item.Name.Length > 0 ? $"{said} ({line.Item.Name})" : said;
    }

    static string When(ReminderLine line, DateOnly today, string format) => (line.Item.What, line.Day.CompareTo(today)) switch
    {
        (Waiting.Review, > 0) => $"by {line.Day.ToString(format, CultureInfo.InvariantCulture)}",
        (_, 0) => "today",
        (Waiting.Review, _) => $"wanted since {line.Day.ToString(format, CultureInfo.InvariantCulture)}",
        _ => $"since {line.Day.ToString(format, CultureInfo.InvariantCulture)}",
    };

    static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
