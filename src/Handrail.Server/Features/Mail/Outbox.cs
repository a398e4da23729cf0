using System.Globalization;
using Handrail.Core;
using Handrail.Server.Features.People;
using Handrail.Server.Work;
using Microsoft.EntityFrameworkCore;

namespace Handrail.Server.Features.Mail;

/// <summary>Messages on their way to the mail server.</summary>
static class Outbox
{
    public const int LongestSubject = 200, LongestError = 500;

    /// <summary>For how long it is tried, and for how long one can look up what was written.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3), BodiesStay = TimeSpan.FromDays(30);

    /// <summary>What is handed over on one connection. Few enough to be done before the first of them would be tried again.</summary>
    const int AtOnce = 20;

    static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6)];

    /// <summary>When a message that was not taken is tried again; null when it is given up.</summary>
    /// <param name="attempts">So far.</param>
    public static Instant? Next(int attempts, Instant madeAt, Instant now) => now + Pauses[Math.Min(attempts, Pauses.Length) - 1] is var next && next <= madeAt + Patience ? next : null;

    /// <summary>Sends what is to be sent now.</summary>
    /// <param name="all">Of every organization; so are the members.</param>
    public static async Task<Sent> Send(IQueryable<OutgoingMessage> all, IQueryable<Member> members, MailServer server, TimeProvider clock, CancellationToken stop)
    {
        var sent = new Sent(0, null);
        while (await Claim(all, members, Instant.Now(clock), stop) is { Count: > 0 } messages)
            await server.HandOver(messages, async (message, error) =>
            {
                await Note(all, message, error, clock, stop);
                sent = error is null ? sent with { Count = sent.Count + 1 } : sent with { Error = error };
            }, stop);
        return sent;
    }

    /// <summary>
    /// An attempt is counted, and the next one set, before it is made: of two servers one makes it, and if a server dies between handing a message over and writing that down, it is
    /// sent once more after the pause, with the same Message-Id. The other way round it could be lost.
    /// </summary>
    static async Task<List<OutgoingMessage>> Claim(IQueryable<OutgoingMessage> all, IQueryable<Member> members, Instant now, CancellationToken stop)
    {
        // Whoever left or wants no more mail meanwhile gets none.
        await all.Where(row => row.NextAt != null && row.NextAt <= now && members.Any(member => member.Id == row.MemberId && (member.LeftAt != null || member.WithoutReminders)))
            .ExecuteUpdateAsync(row => row.SetProperty(message => message.NextAt, (Instant?)null).SetProperty(message => message.Error, (string?)null), stop);
        var claimed = new List<OutgoingMessage>();
        foreach (var message in await all.AsNoTracking().Where(row => row.NextAt != null && row.NextAt <= now).OrderBy(row => row.NextAt).Take(AtOnce).ToListAsync(stop))
        {
            var (attempts, next) = (message.Attempts + 1, Next(message.Attempts + 1, message.MadeAt, now));
            var mine = await all.Where(row => row.Id == message.Id && row.NextAt == message.NextAt).ExecuteUpdateAsync(row => row.SetProperty(one => one.Attempts, attempts).SetProperty(one => one.NextAt, next), stop);
            if (mine == 1) claimed.Add(message);
        }
        return claimed;
    }

    public static Task Note(IQueryable<OutgoingMessage> all, OutgoingMessage message, string? error, TimeProvider clock, CancellationToken stop)
    {
        var (one, now) = (all.Where(row => row.Id == message.Id), (Instant?)Instant.Now(clock));
        return error is null
            ? one.ExecuteUpdateAsync(row => row.SetProperty(sent => sent.SentAt, now).SetProperty(sent => sent.NextAt, (Instant?)null).SetProperty(sent => sent.Error, (string?)null), stop)
            : one.ExecuteUpdateAsync(row => row.SetProperty(failed => failed.Error, error), stop);
    }

    /// <summary>On one line and without what does not print, so that no name or title can begin a header or a line of its own.</summary>
    public static string OneLine(string words) => string.Join(' ', new string([.. words.Select(c => char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : c)])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static string Shortened(string words, int most) => words.Length <= most ? words : string.Concat(words.AsSpan(0, char.IsHighSurrogate(words[most - 2]) ? most - 2 : most - 1), "…");
}

/// <param name="Error">Of the last message that was not taken.</param>
readonly record struct Sent(int Count, string? Error);
