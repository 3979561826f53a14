namespace Satchel.Chats.Sqlite;

/// <summary>Where the first fields of a record that we made ourselves lie.</summary>
internal sealed class SqliteRecordFields(int most)
{
    private readonly uint[] _types = new uint[most];
    private readonly int[] _starts = new int[most];
    private readonly int[] _lengths = new int[most];

    public int Count { get; private set; }

    public uint Type(int field) => _types[field];

    public ReadOnlySpan<byte> Stored(ReadOnlySpan<byte> record, int field) => record.Slice(_starts[field], _lengths[field]);

    public void Parse(ReadOnlySpan<byte> record)
    {
        int offset = 0;
        _ = SqliteVarint.TryRead(record, ref offset, out ulong headerBytes);
        int start = (int)headerBytes;
        int end = start;
        Count = 0;
        while (offset < end && Count < _types.Length)
        {
            _ = SqliteVarint.TryRead(record, ref offset, out ulong type);
            int length = type switch
            {
                >= 12 => (int)((type - 12) / 2),
                <= 4 => (int)type,
                5 => 6,
                6 or 7 => 8,
                _ => 0,
            };
            _types[Count] = (uint)type;
            _starts[Count] = start;
            _lengths[Count++] = length;
            start += length;
        }
    }
}
