namespace Handrail.Bench;

/// <summary>A running server that Ada has claimed, with procedures that have been revised many times.</summary>
sealed class Firm : IAsyncDisposable
{
    public const int Many = 5_000;
    public const int Few = 50;
    public const int Revisions = 10;

    readonly Disk _disk;

    Firm(Disk disk, ServerProcess server, Visitor ada, IReadOnlyList<string> labels) => (_disk, Server, Ada, Labels) = (disk, server, ada, labels);

    public ServerProcess Server { get; }
    public Visitor Ada { get; }
    public IReadOnlyList<string> Labels { get; }
    public string Folder => _disk.Folder;

    /// <param name="cluster">Where its database is made; none for SQLite.</param>
    public static async Task<Firm> With(int procedures, Cluster? cluster = null)
    {
        var disk = new Disk();
        var settings = cluster is null ? Furniture.Settings(disk.Folder) : await cluster.Create($"firm{procedures}", disk);
        var server = await ServerProcess.Product(settings);
        var ada = await Visitor.Claim(server);
        var labels = await Furniture.Publish(settings, procedures);
        await Furniture.Age(settings, Revisions);
        return new(disk, server, ada, labels);
    }

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        await Server.DisposeAsync();
        _disk.Dispose();
    }
}
