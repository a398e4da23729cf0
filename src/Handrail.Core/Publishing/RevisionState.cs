using System.Text.Json.Serialization;

namespace Handrail.Core.Publishing;

/// <summary>Where a revision is on its way. Once it has left Draft its text does not change; sent back or withdrawn it is a draft again.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RevisionState>))]
public enum RevisionState
{
    Draft,
    InReview,
    /// <summary>Signed, and not in force yet: it waits for its date or for somebody to publish it.</summary>
    Approved,
    Published,
    /// <summary>A later revision is in force.</summary>
    Superseded,
    /// <summary>It was the last in force, and the procedure is not followed any more.</summary>
    Retired,
    /// <summary>A draft that was given up. Its text is kept.</summary>
    Discarded,
}

/// <summary>What somebody may ask of a revision.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RevisionAct>))]
public enum RevisionAct
{
    /// <summary>Begin a draft from it.</summary>
    OpenDraft,
    Edit,
    Discard,
    SendForReview,
    /// <summary>Put a draft in force without review and approval, where the rule allows that.</summary>
    PublishDirectly,
    Comment,
    WalkThrough,
    SendBack,
    Withdraw,
    Sign,
    /// <summary>Put in force what is approved.</summary>
    Publish,
    Retire,
    /// <summary>Asked for by nobody: it happens to what is in force when a later revision takes its place.</summary>
    Supersede,
}

public static class RevisionWords
{
    public static string InWords(this RevisionState state) => state switch
    {
        RevisionState.Draft => "a draft",
        RevisionState.InReview => "in review",
        RevisionState.Approved => "approved",
        RevisionState.Published => "in force",
        RevisionState.Superseded => "superseded",
        RevisionState.Retired => "retired",
        _ => "discarded",
    };

    /// <summary>It is being worked on: not in force yet, and not given up.</summary>
    public static bool IsUnderway(this RevisionState state) => state is RevisionState.Draft or RevisionState.InReview or RevisionState.Approved;

    /// <summary>What somebody did: "sent {name} back".</summary>
    internal static string Done(this RevisionAct act, string name) => act switch
    {
        RevisionAct.OpenDraft => $"began {name}",
        RevisionAct.Edit => $"changed {name}",
        RevisionAct.Discard => $"discarded {name}",
        RevisionAct.SendForReview => $"sent {name} for review",
        RevisionAct.SendBack => $"sent {name} back",
        RevisionAct.Withdraw => $"withdrew {name}",
        RevisionAct.Sign => $"approved {name}",
        RevisionAct.Retire => $"retired {name}",
        RevisionAct.Publish or RevisionAct.PublishDirectly => $"published {name}",
        RevisionAct.Supersede => $"put a later version in the place of {name}",
        _ => $"looked at {name}",
    };
}
