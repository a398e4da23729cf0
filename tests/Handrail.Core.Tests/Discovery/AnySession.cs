using CsCheck;
using Handrail.Core.Discovery;

namespace Handrail.Core.Tests.Discovery;

/// <summary>Recordings in which everything is typed everywhere, in words that mean something to Markdown and to the format.</summary>
static class AnySession
{
    static readonly Gen<string> Words = Gen.OneOf(AnyVoices.Said, Gen.OneOf("Role", "Optional", "Within: 1 hour", "In Okta", "10:30", "Yes", "No", "Who, and when?", "late, early", "Say if it is late, go to step 2", "go to the last step", "TODO", "\u0007bell", "roll back", "stop", "ok?ok", "[[x]]", "*", "C#", "3"));
    static readonly Gen<string> MayBe = Gen.OneOf(Gen.Const(""), Words);

    static readonly Gen<SessionPicture?> Picture = Gen.OneOf(Gen.Const((SessionPicture?)null), Words.Select(words => (SessionPicture?)new SessionPicture(new string('a', 64), ".png", words)));

    static readonly Gen<Noted> Any = Gen.Select(Gen.Enum<EntryKind>(), Words, Words, MayBe, MayBe, MayBe, Picture).Select((kind, words, then, others, saw, system, picture) =>
        new Noted(kind, words) { Then = kind == EntryKind.Did ? "" : then, Others = kind == EntryKind.Decided ? others : "", Saw = saw, System = system, Picture = picture });

    public static readonly Gen<RecordedSession> Sessions = Gen.Select(Any, Gen.Int[0, 400]).Array[1, 8].Select(entries =>
        new RecordedSession { Entries = [.. entries.Select((entry, at) => new SessionEntry(at + 1, new(at * 60_000_000L), entry.Item2, entry.Item1))], Next = entries.Length + 1 });

    public static readonly Gen<SessionHead> Heads = Gen.Select(Words, MayBe, MayBe).Select((title, purpose, role) => new SessionHead(title.ReplaceLineEndings(" "), "backup", purpose, role, "Ada [Birch]", new(0)));

    /// <summary>Every word somebody typed, line by line and sentence by sentence.</summary>
    public static IEnumerable<string> Typed(SessionHead head, RecordedSession session) => session.Entries.Select(entry => entry.Noted)
        .SelectMany(noted => noted.OtherAnswers().Append(noted.Words).Append(noted.Then).Append(noted.Saw).Append(noted.System).Append(noted.Picture?.Alternative ?? "")).Append(head.Title).Append(head.Purpose).Append(head.Role)
        .SelectMany(words => words.Split('\n')).SelectMany(line => line.Split(". "));

    /// <summary>Letters and digits: the marks between them are escaped, or moved.</summary>
    public static string Plain(string text) => new([.. text.Where(char.IsLetterOrDigit)]);
}
