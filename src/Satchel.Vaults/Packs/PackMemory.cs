using Satchel.Storage.FileSystem;

namespace Satchel.Vaults.Packs;

/// <summary>The buffer of one pack in the making, used again for the next: packs are most of what a backup keeps in memory.</summary>
internal sealed class PackMemory
{
    private const int FirstBytes = 256 * 1024;
    private Memory<byte> _pack;

    /// <summary>The pack's bytes; at least as many as were last reserved.</summary>
    public Memory<byte> Pack => _pack;

    /// <summary>Sees to it that the pack has so many bytes, and keeps the first <paramref name="usedBytes"/>.</summary>
    public void Reserve(int lengthBytes, int usedBytes)
    {
        if (_pack.Length >= lengthBytes)
        {
            return;
        }

        // A small backup takes a small buffer; a large one soon has one that serves all its packs.
        int size = Math.Max(lengthBytes, _pack.Length == 0 ? FirstBytes : Padding.Pad(PackBuilder.CapacityBytes));
        Memory<byte> grown = UncachedWriting.Allocate(size);
        _pack.Span[..Math.Min(usedBytes, _pack.Length)].CopyTo(grown.Span);
        _pack = grown;
    }
}
