namespace Satchel.Vaults.Maps;

/// <summary>One field of all entries of a leaf, gathered and then written (docs/format.md, section 9.4). Used again.</summary>
internal sealed class ColumnWriter
{
    // Enough to tell random bytes from others.
    private const int SampleBytes = 2048;
    private const int MinSampleBytes = 32;

    private readonly ByteList _reals = new();
    private readonly ByteList _text = new();
    private readonly ByteList _bytes = new();
    private byte[] _types = new byte[64];
    private long[] _integers = new long[64];
    private long[] _lengths = new long[64];
    private int _count;
    private int _integerCount;
    private int _lengthCount;
    private bool _isMixed;

    /// <summary>Forgets the cells and keeps the room.</summary>
    public void Clear()
    {
        _reals.Clear();
        _text.Clear();
        _bytes.Clear();
        _count = 0;
        _integerCount = 0;
        _lengthCount = 0;
        _isMixed = false;
    }

    public void AddNull() => AddType(CellType.Null);

    public void AddInteger(long value)
    {
        AddType(CellType.Integer);
        AddTo(ref _integers, ref _integerCount, value);
    }

    public void AddReal(ReadOnlySpan<byte> bits)
    {
        AddType(CellType.Real);
        _reals.Add(bits);
    }

    /// <summary>Adds a text, packed where it is hex or base64.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        byte type = PackedText.TypeOf(text);
        if (type == CellType.Text)
        {
            AddPlainText(text);
            return;
        }

        AddType(type);
        int length = PackedText.PackedLength(type, text);
        AddTo(ref _lengths, ref _lengthCount, length);
        PackedText.Pack(type, text, _bytes.Grow(length));
    }

    /// <summary>Adds a text as it is.</summary>
    public void AddPlainText(ReadOnlySpan<byte> text)
    {
        AddType(CellType.Text);
        AddTo(ref _lengths, ref _lengthCount, text.Length);
        _text.Add(text);
    }

    public void AddBlob(ReadOnlySpan<byte> blob)
    {
        AddType(CellType.Blob);
        AddTo(ref _lengths, ref _lengthCount, blob.Length);
        _bytes.Add(blob);
    }

    public void AddExternal(byte type, long length, ReadOnlySpan<byte> digests)
    {
        AddType(type);
        AddTo(ref _lengths, ref _lengthCount, length);
        AddTo(ref _lengths, ref _lengthCount, digests.Length / Digest.LengthBytes);
        _bytes.Add(digests);
    }

    /// <summary>Writes the column into the three sections of its leaf.</summary>
    public void WriteTo(ByteList structure, ByteList text, ByteList raw)
    {
        ReadOnlySpan<long> integers = _integers.AsSpan(0, _integerCount);
        ReadOnlySpan<long> lengths = _lengths.AsSpan(0, _lengthCount);
        bool constantIntegers = integers.Length > 1 && !integers[1..].ContainsAnyExcept(integers[0]);
        bool constantLengths = lengths.Length > 1 && !lengths[1..].ContainsAnyExcept(lengths[0]);
        bool plain = integers.Length > 0 && (constantIntegers || IsShorterPlain(integers));
        bool compressed = _bytes.Count > 0 && Repeats(_bytes.Span);
        byte type = _isMixed ? CellType.Mixed : _count == 0 ? CellType.Null : _types[0];
        structure.Add((byte)(type
            | (plain ? CellType.PlainIntegers : 0)
            | (compressed ? CellType.CompressedBytes : 0)
            | (constantIntegers ? CellType.ConstantIntegers : 0)
            | (constantLengths ? CellType.ConstantLengths : 0)));
        if (_isMixed)
        {
            structure.Add(_types.AsSpan(0, _count));
        }

        WriteIntegers(structure, constantIntegers ? integers[..1] : integers, plain);
        structure.Add(_reals.Span);
        foreach (long length in constantLengths ? lengths[..1] : lengths)
        {
            structure.AddVarint((ulong)length);
        }

        text.Add(_text.Span);
        (compressed ? text : raw).Add(_bytes.Span);
    }

    private static void WriteIntegers(ByteList structure, ReadOnlySpan<long> integers, bool plain)
    {
        long before = 0;
        foreach (long value in integers)
        {
            structure.AddVarint(RecordWriter.ZigZag(unchecked(value - before)));
            before = plain ? 0 : value;
        }
    }

    private static bool IsShorterPlain(ReadOnlySpan<long> integers)
    {
        int plain = 0;
        int delta = 0;
        long before = 0;
        foreach (long value in integers)
        {
            plain += Varint.LengthOf(RecordWriter.ZigZag(value));
            delta += Varint.LengthOf(RecordWriter.ZigZag(unchecked(value - before)));
            before = value;
        }

        return plain <= delta;
    }

    // Whether bytes occur again more often than in noise: pairs of equal ones against what chance gives.
    private static bool Repeats(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MinSampleBytes)
        {
            return false;
        }

        Span<int> counts = stackalloc int[256];
        counts.Clear();
        ReadOnlySpan<byte> sample = bytes[..Math.Min(SampleBytes, bytes.Length)];
        foreach (byte b in sample)
        {
            counts[b]++;
        }

        long pairs = 0;
        foreach (int count in counts)
        {
            pairs += (long)count * (count - 1);
        }

        return pairs * 256 > (long)sample.Length * (sample.Length - 1) * 2;
    }

    private static void AddTo(ref long[] values, ref int count, long value)
    {
        if (count == values.Length)
        {
            Array.Resize(ref values, count * 2);
        }

        values[count++] = value;
    }

    private void AddType(byte type)
    {
        if (_count == _types.Length)
        {
            Array.Resize(ref _types, _count * 2);
        }

        _isMixed |= _count > 0 && type != _types[0];
        _types[_count++] = type;
    }
}
