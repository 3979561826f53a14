using System.Security.Cryptography;

namespace Satchel.Chats.WeChat.Media;

/// <summary>A content that is decoded as it is read.</summary>
/// <param name="stored">What is stored, disposed with this.</param>
/// <param name="transform">What decodes it, disposed with this.</param>
/// <param name="where">What to call it in messages.</param>
internal sealed class DecodingStream(Stream stored, ICryptoTransform transform, string where) : ReadOnlyStream
{
    private readonly CryptoStream _decoded = new(stored, transform, CryptoStreamMode.Read, leaveOpen: true);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _decoded.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (CryptographicException e)
        {
            throw Broken(e);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return _decoded.Read(buffer, offset, count);
        }
        catch (CryptographicException e)
        {
            throw Broken(e);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // A stream of blocks that is not read to its end has no last block to be happy about.
        transform.Dispose();
        stored.Dispose();
        base.Dispose(disposing);
    }

    private ChatFormatException Broken(CryptographicException e) =>
        new(ChatFormatProblem.Damaged, where, "is damaged, cut short, or encrypted with another key", e);
}
