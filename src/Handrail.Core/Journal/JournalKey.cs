using System.Text;
using NSec.Cryptography;

namespace Handrail.Core.Journal;

/// <summary>The Ed25519 key with which a journal signs its heads. Whoever holds it can sign another history: keep the seed secret and backed up.</summary>
public sealed class JournalKey : IDisposable
{
    public const int SeedSize = 32;

    readonly Key _key;

    JournalKey(string name, Key key)
    {
        _key = key;
        Public = NoteKey.OfJournal(name, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>What others verify with.</summary>
    public NoteKey Public { get; }

    /// <param name="name">The origin of the journal; see <see cref="NoteKey.Name"/>.</param>
    /// <param name="seed">32 random bytes.</param>
    public static Outcome<JournalKey> FromSeed(string name, ReadOnlySpan<byte> seed)
    {
        if (!NoteKey.IsName(name)) return new Refusal.Invalid("name", "The name of a journal must not be empty and must have no white space and no '+'.");
        if (seed.Length != SeedSize) return new Refusal.Invalid("seed", "The seed of a journal's key is 32 bytes.");
        return new JournalKey(name, Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));
    }

    /// <summary>The 32 secret bytes this key is made of.</summary>
    public byte[] ExportSeed() => _key.Export(KeyBlobFormat.RawPrivateKey);

    public NoteSignature Sign(string text) => new(Public.Name, Public.KeyId, SignatureAlgorithm.Ed25519.Sign(_key, Encoding.UTF8.GetBytes(text)));

    public void Dispose() => _key.Dispose();
}
