using System.Security.Cryptography;
using Handrail.Core;
using Handrail.Core.Journal;
using Handrail.Server.Features.People;
using Microsoft.AspNetCore.DataProtection;

namespace Handrail.Server.Features.Journal;

/// <summary>The signing keys of the organizations' journals: made once, kept sealed by the data-protection keys.</summary>
public sealed class JournalKeys(IDataProtectionProvider protection)
{
    readonly IDataProtector _seal = protection.CreateProtector("Handrail.JournalKey");

    /// <summary>The head of an empty journal with a new key. Call it before a transaction is open: sealing may have to store a data-protection key.</summary>
    public JournalHead NewHead(Id<Organization> organization)
    {
        var origin = "handrail/" + organization;
        var seed = RandomNumberGenerator.GetBytes(JournalKey.SeedSize);
        using var key = JournalKey.FromSeed(origin, seed).Value;
        return new JournalHead
        {
            OrganizationId = organization,
            Size = 0,
            Frontier = new Frontier().ToBytes(),
            Origin = origin,
            ProtectedSeed = _seal.Protect(seed),
            VerifierKey = key.Public.ToString(),
        };
    }

    /// <summary>The key to sign with. Dispose it after use.</summary>
    /// <exception cref="CryptographicException">The data-protection keys that sealed it are lost.</exception>
    public JournalKey Open(JournalHead head) => JournalKey.FromSeed(head.Origin, _seal.Unprotect(head.ProtectedSeed)).Value;

    /// <summary>True when what is stored is the key to the public one beside it.</summary>
    public bool CanSign(JournalHead head)
    {
        try
        {
            using var key = Open(head);
            return key.Public.ToString() == head.VerifierKey;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
