namespace Satchel.Chats.WeChat.Media;

/// <summary>A content that is decoded as a whole when it is first read, because its parts do not stand for themselves.</summary>
/// <param name="stored">What is stored, disposed with this.</param>
/// <param name="maxStoredBytes">How long that may be.</param>
/// <param name="decode">Decodes it.</param>
/// <param name="where">What to call it in messages.</param>
internal sealed class WholeStream(Stream stored, int maxStoredBytes, Func<ReadOnlyMemory<byte>, byte[]> decode, string where) : ReadOnlyStream
{
    private const int BufferBytes = 64 * 1024;
    private ReadOnlyMemory<byte>? _rest;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ReadOnlyMemory<byte> rest = _rest ?? decode(await ReadAllAsync(cancellationToken).ConfigureAwait(false));
        int count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        _rest = rest[count..];
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        stored.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(CancellationToken cancellationToken)
    {
        MemoryStream all = new();
        byte[] buffer = new byte[BufferBytes];
        int read;
        while ((read = await stored.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (all.Length + read > maxStoredBytes)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"is longer than the {maxStoredBytes} bytes that such a file may have");
            }

            all.Write(buffer, 0, read);
        }

        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }
}
