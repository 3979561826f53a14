namespace Satchel.Chats.Sqlite;

/// <summary>SQLite's five storage classes.</summary>
public enum SqliteType : byte
{
#pragma warning disable CS1591
    Null,
    Integer,
    Real,
    Text,
    Blob,
#pragma warning restore CS1591
}

/// <summary>
/// A value with its storage class, exactly as a record has it: a text is its bytes in the database's own encoding,
/// valid or not.
/// </summary>
public readonly struct SqliteValue : IEquatable<SqliteValue>
{
    private readonly long _number;
    private readonly byte[]? _bytes;

    private SqliteValue(SqliteType type, long number, byte[]? bytes)
    {
        Type = type;
        _number = number;
        _bytes = bytes;
    }

    /// <summary>NULL.</summary>
    public static SqliteValue Null => default;

    /// <summary>The storage class.</summary>
    public SqliteType Type { get; }

    /// <summary>The integer; 0 unless <see cref="Type"/> is <see cref="SqliteType.Integer"/>.</summary>
    public long Integer => Type == SqliteType.Integer ? _number : 0;

    /// <summary>The real; 0 unless <see cref="Type"/> is <see cref="SqliteType.Real"/>.</summary>
    public double Real => Type == SqliteType.Real ? BitConverter.Int64BitsToDouble(_number) : 0;

    /// <summary>The bytes of a text or a blob; empty for the others.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether this is NULL.</summary>
    public bool IsNull => Type == SqliteType.Null;

    /// <summary>An integer.</summary>
    public static SqliteValue OfInteger(long value) => new(SqliteType.Integer, value, null);

    /// <summary>A real; its bits are kept.</summary>
    public static SqliteValue OfReal(double value) => new(SqliteType.Real, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>A text, as bytes in the database's encoding; the array is kept, not copied.</summary>
    public static SqliteValue OfText(byte[] bytes) => new(SqliteType.Text, 0, bytes);

    /// <summary>A blob; the array is kept, not copied.</summary>
    public static SqliteValue OfBlob(byte[] bytes) => new(SqliteType.Blob, 0, bytes);

    /// <inheritdoc/>
    public bool Equals(SqliteValue other) =>
        Type == other.Type && _number == other._number && Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SqliteValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Type);
        hash.Add(_number);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Whether two values are of the same class and equal bit by bit.</summary>
    public static bool operator ==(SqliteValue left, SqliteValue right) => left.Equals(right);

    /// <summary>Whether two values differ in class or value.</summary>
    public static bool operator !=(SqliteValue left, SqliteValue right) => !left.Equals(right);
}
