using System.Security.Cryptography;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Maps;

/// <summary>
/// The salts of a history's entries (docs/format.md, section 9.3). With its salt one entry can be shown to be in a snapshot;
/// without the others' nobody can guess at its neighbours. One call of AES makes those of a whole leaf. Not thread-safe.
/// </summary>
internal sealed class EntrySalts : IDisposable
{
    /// <summary>The length of a salt.</summary>
    public const int LengthBytes = 16;

    private readonly Aes _aes = Aes.Create();
    private byte[] _hashes = [];
    private byte[] _salts = [];

    /// <summary>Salts under the vault's evidence key.</summary>
    public EntrySalts(ReadOnlySpan<byte> evidenceKey) => _aes.SetKey(evidenceKey);

    /// <summary>The salts of the entries one after another; good until the next call.</summary>
    public ReadOnlySpan<byte> Of(LeafBuffer leaf)
    {
        ReadOnlySpan<byte> bytes = leaf.DomainAndBytes;
        ReadOnlySpan<EntrySlot> slots = leaf.Slots;
        int length = slots.Length * LengthBytes;
        if (_hashes.Length < length)
        {
            _hashes = new byte[length * 2];
            _salts = new byte[length * 2];
        }

        for (int i = 0; i < slots.Length; i++)
        {
            XxHash.Hash128(bytes.Slice(slots[i].KeyStart, slots[i].KeyLength), _hashes.AsSpan(i * LengthBytes, LengthBytes));
        }

        // No chaining is wanted: each block is one entry's salt, and equal keys have equal salts wherever they lie.
#pragma warning disable CA5358
        _ = _aes.EncryptEcb(_hashes.AsSpan(0, length), _salts, PaddingMode.None);
#pragma warning restore CA5358
        return _salts.AsSpan(0, length);
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();
}
