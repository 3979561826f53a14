using System.Runtime.CompilerServices;

namespace Satchel.Storage;

/// <summary>What every storage asks of its caller before it does anything: a wrong argument is a bug, not a failure of the storage.</summary>
internal static class BlobChecks
{
    /// <exception cref="ArgumentException">The name is that of a head.</exception>
    public static void RequireBlob(BlobName name, [CallerArgumentExpression(nameof(name))] string? argument = null)
    {
        if (name.IsHead)
        {
            throw new ArgumentException($"'{name}' names a head, not a blob.", argument);
        }
    }

    /// <exception cref="ArgumentException">The name is not that of a head.</exception>
    public static void RequireHead(BlobName name, [CallerArgumentExpression(nameof(name))] string? argument = null)
    {
        if (!name.IsHead)
        {
            throw new ArgumentException($"'{name}' does not name a head: those start with '{BlobName.HeadPrefix}'.", argument);
        }
    }

    /// <exception cref="ArgumentException">The content is longer than a blob or a head may be.</exception>
    public static void RequireLength(ReadOnlyMemory<byte> content, int maxBytes, [CallerArgumentExpression(nameof(content))] string? argument = null)
    {
        if (content.Length > maxBytes)
        {
            throw new ArgumentException($"{content.Length} bytes; at most {maxBytes} are taken.", argument);
        }
    }
}
