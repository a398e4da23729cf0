using Handrail.Core;
using Handrail.Server.Features.Discovery;
using Handrail.Server.Features.Discovery.Recordings;
using Handrail.Server.Features.Environment;
using Handrail.Server.Features.Mail;
using Handrail.Server.Features.People;
using Handrail.Server.Features.Procedures;
using Handrail.Server.Features.Procedures.Control;
using Handrail.Server.Features.Procedures.Importing;
using Handrail.Server.Features.Procedures.Own;
using Handrail.Server.Features.Procedures.Publishing;
using Handrail.Server.Features.Procedures.Suggesting;
using Handrail.Server.Features.Reviews;
using Handrail.Server.Features.Runs;
using Handrail.Server.Features.ToolChanges;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Handrail.Server.Data;

/// <summary>How our own value types are stored: times as microseconds, ids as UUIDs, the same on both databases.</summary>
static class Conversions
{
    public static void Configure(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<Instant>().HaveConversion<InstantToMicroseconds>();
        Ids<Organization>(configuration);
        Ids<Member>(configuration);
        Ids<ApiToken>(configuration);
        Ids<Sop>(configuration);
        Ids<Revision>(configuration);
        Ids<Import>(configuration);
        Ids<OwnTemplate>(configuration);
        Ids<OwnPack>(configuration);
        Ids<Remark>(configuration);
        Ids<RevisionSignature>(configuration);
        Ids<PrintedCopy>(configuration);
        Ids<Suggestion>(configuration);
        Ids<Run>(configuration);
        Ids<Review>(configuration);
        Ids<InterviewSheet>(configuration);
        Ids<Recording>(configuration);
        Ids<InventorySystem>(configuration);
        Ids<Contact>(configuration);
        Ids<ToolChange>(configuration);
        Ids<OutgoingMessage>(configuration);
    }

    static void Ids<T>(ModelConfigurationBuilder configuration) => configuration.Properties<Id<T>>().HaveConversion<IdToGuid<T>>();

    sealed class InstantToMicroseconds() : ValueConverter<Instant, long>(instant => instant.Microseconds, value => new(value));

    sealed class IdToGuid<T>() : ValueConverter<Id<T>, Guid>(id => id.Value, value => new(value));
}
