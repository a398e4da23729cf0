namespace Handrail.Server.Features.Backups;

/// <summary>A folder that only its owner can read, for what is not finished; gone with all that is left in it at the end.</summary>
sealed class WorkFolder : IDisposable
{
    readonly string _path;

    /// <param name="inside">On the same disk as where the finished things go, so that they are moved there and not copied.</param>
    public WorkFolder(string inside, string name)
    {
        Directory.CreateDirectory(inside);
        _path = Path.Combine(inside, $"{name}-{Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(_path);
        else Directory.CreateDirectory(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string File(string name)
    {
        var path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_path, name)).FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
