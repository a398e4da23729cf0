namespace Handrail.Core.Exchange;

/// <summary>Ends early instead of reading more than it should: what a zip says about its sizes is not believed.</summary>
public sealed class BoundedStream(Stream inner, long most) : Stream
{
    long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException("A bounded stream is read once, from front to back.");
    public override long Position { get => _read; set => throw new NotSupportedException("A bounded stream is read once, from front to back."); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A bounded stream is read once, from front to back.");
    public override void SetLength(long value) => throw new NotSupportedException("A bounded stream is only read.");
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A bounded stream is only read.");

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, (int)Math.Min(count, most - _read)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, most - _read)], cancellationToken));

    int Count(int read)
    {
        _read += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
