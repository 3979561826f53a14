using System.Security.Cryptography;

namespace Satchel.Vaults.Keys;

/// <summary>A key in memory that the garbage collector does not copy about, and that is zeroed when it is done with.</summary>
internal sealed class Secret : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    /// <summary>A secret of zeros, to be filled.</summary>
    public Secret(int lengthBytes) => _bytes = GC.AllocateUninitializedArray<byte>(lengthBytes, pinned: true);

    /// <summary>Copies <paramref name="bytes"/>, which stay the caller's to zero.</summary>
    public Secret(ReadOnlySpan<byte> bytes)
        : this(bytes.Length) => bytes.CopyTo(_bytes);

    /// <summary>The key.</summary>
    /// <exception cref="ObjectDisposedException">It was zeroed.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>A new random secret.</summary>
    public static Secret Random(int lengthBytes)
    {
        var secret = new Secret(lengthBytes);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
