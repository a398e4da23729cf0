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

    public static async Task<Firm> With(int procedures)
    {
        var disk = new Disk();
        var server = await ServerProcess.Product(disk.Folder);
        var ada = await Visitor.Claim(server);
        var labels = await Furniture.Publish(disk.Folder, procedures);
        await Furniture.Age(disk.Folder, Revisions);
        return new(disk, server, ada, labels);
    }

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        await Server.DisposeAsync();
        _disk.Dispose();
    }
}
