namespace Satchel.Spool;

/// <summary>A copy of an entry that outlives the next one; its memory is used again for the entry held after it.</summary>
internal sealed class HeldEntry
{
    private byte[] _bytes = [];
    private int _keyLength;
    private int _payloadLength;

    /// <summary>The entry held; good until another is.</summary>
    public SpoolEntry Entry => new(_bytes.AsMemory(0, _keyLength), _bytes.AsMemory(_keyLength, _payloadLength));

    /// <summary>Holds an entry in place of the one before.</summary>
    public void Hold(SpoolEntry entry)
    {
        int length = entry.Key.Length + entry.Payload.Length;
        if (_bytes.Length < length)
        {
            _bytes = new byte[2 * length];
        }

        _keyLength = entry.Key.Length;
        _payloadLength = entry.Payload.Length;
        entry.Key.CopyTo(_bytes);
        entry.Payload.CopyTo(_bytes.AsMemory(_keyLength));
    }
}
