using System.Security.Cryptography;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>Encrypts what is written to it into a container, in large pieces.</summary>
internal sealed class CryptSealStream(FileStream output, GcmCipher cipher) : Stream
{
    private readonly IncrementalHash _md5 = CryptBody.NewMd5();
    private readonly byte[] _buffer = new byte[CryptLimits.BufferBytes];
    private int _buffered;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Writes the header, which is not encrypted.</summary>
    public void WriteHeader(ReadOnlySpan<byte> header) => WriteAsIs(header);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int taken = Math.Min(buffer.Length, _buffer.Length - _buffered);
            buffer[..taken].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += taken;
            buffer = buffer[taken..];
            if (_buffered == _buffer.Length)
            {
                EncryptBuffered();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Ends the ciphertext and writes what follows it.</summary>
    public void Complete(bool withMd5, ReadOnlySpan<byte> suffix)
    {
        EncryptBuffered();
        Span<byte> trailer = stackalloc byte[GcmCipher.TagBytes];
        cipher.Finish(trailer);
        WriteAsIs(trailer);
        if (withMd5)
        {
            output.Write(_md5.GetHashAndReset());
        }

        output.Write(suffix);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
            _md5.Dispose();
        }

        base.Dispose(disposing);
    }

    private void EncryptBuffered()
    {
        Span<byte> part = _buffer.AsSpan(0, _buffered);
        cipher.Update(part, part);
        WriteAsIs(part);
        _buffered = 0;
    }

    private void WriteAsIs(ReadOnlySpan<byte> bytes)
    {
        _md5.AppendData(bytes);
        output.Write(bytes);
    }
}
