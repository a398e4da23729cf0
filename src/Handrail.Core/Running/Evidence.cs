namespace Handrail.Core.Running;

/// <summary>A file kept by its content.</summary>
/// <param name="Sha256">64 hexadecimal digits.</param>
/// <param name="Length">In bytes.</param>
public sealed record EvidenceFile(string Sha256, string FileName, string MediaType, long Length);

/// <summary>A file as proof of a step, or of the run as a whole when <paramref name="Step"/> is null.</summary>
public sealed record Evidence(string? Step, int Round, EvidenceFile File, Instant At, string By);
