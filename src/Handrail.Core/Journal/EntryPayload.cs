using System.Text;
using System.Text.Json;

namespace Handrail.Core.Journal;

/// <summary>Who did it: a member, or a part of the system such as "schedule".</summary>
/// <param name="Id">Never changes; the member's id.</param>
/// <param name="Name">As it was then.</param>
public sealed record Actor(string Id, string Name);

/// <summary>What an entry commits to: who, and what happened.</summary>
public sealed record EntryPayload(Actor Actor, Fact Fact)
{
    /// <summary>Canonical UTF-8 JSON: {"actor":{"id":…,"name":…},"fact":{…}}.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder("{\"actor\":{\"id\":", 300);
        CanonicalJson.AppendText(text, Actor.Id);
        CanonicalJson.AppendText(text.Append(",\"name\":"), Actor.Name);
        CanonicalJson.Append(text.Append("},\"fact\":"), FactJson.ToElement(Fact));
        return Encoding.UTF8.GetBytes(text.Append('}').ToString());
    }

    internal static Outcome<EntryPayload> Read(string kind, ReadOnlySpan<byte> payload)
    {
        try
        {
            if (JsonSerializer.Deserialize<PayloadJson>(payload, FactJson.Options) is { Actor: { Id: not null, Name: not null } actor, Fact: { } fact })
                return FactJson.Read(kind, fact).Map(read => new EntryPayload(actor, read));
        }
        catch (JsonException)
        {
            // Said below, as for any other JSON that is not a payload.
        }
        return new Refusal.Invalid("", "This is not the payload of a journal entry.");
    }

    sealed record PayloadJson(Actor? Actor, JsonElement? Fact);
}
