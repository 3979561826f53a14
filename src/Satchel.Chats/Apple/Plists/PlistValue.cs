namespace Satchel.Chats.Apple.Plists;

/// <summary>A value of a property list. Values are shared, never changed: an edit makes another.</summary>
internal abstract record PlistValue
{
    private protected PlistValue()
    {
    }
}

/// <summary>The null of a binary list; XML has none.</summary>
internal sealed record PlistNull : PlistValue
{
    public static PlistNull Value { get; } = new();
}

/// <summary>A truth value.</summary>
internal sealed record PlistBoolean(bool Value) : PlistValue;

/// <summary>An integer: signed 64 bits, and the unsigned ones above them.</summary>
internal sealed record PlistInteger(Int128 Value) : PlistValue;

/// <summary>A real. A binary list stores 4 or 8 bytes.</summary>
internal sealed record PlistReal(double Value, bool IsSingle = false) : PlistValue;

/// <summary>A date: seconds since 2001-01-01Z.</summary>
internal sealed record PlistDate(double SecondsSince2001) : PlistValue;

/// <summary>Bytes.</summary>
internal sealed record PlistData(ReadOnlyMemory<byte> Bytes) : PlistValue;

/// <summary>A text.</summary>
internal sealed record PlistString(string Text) : PlistValue;

/// <summary>A reference of a keyed archive into its objects.</summary>
internal sealed record PlistUid(ulong Index) : PlistValue;

/// <summary>A list of values.</summary>
internal sealed record PlistArray(IReadOnlyList<PlistValue> Items) : PlistValue;
