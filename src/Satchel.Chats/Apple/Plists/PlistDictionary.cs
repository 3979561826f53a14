namespace Satchel.Chats.Apple.Plists;

/// <summary>A dictionary, its entries in the order in which they are stored.</summary>
internal sealed record PlistDictionary(IReadOnlyList<KeyValuePair<string, PlistValue>> Entries) : PlistValue
{
    /// <summary>An empty dictionary.</summary>
    public static PlistDictionary Empty { get; } = new([]);

    /// <summary>The value of a key; null where it is not there.</summary>
    public PlistValue? this[string key]
    {
        get
        {
            foreach (KeyValuePair<string, PlistValue> entry in Entries)
            {
                if (entry.Key == key)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string key) => (this[key] as PlistString)?.Text;

    /// <summary>An integer of 64 bits; null where there is none.</summary>
    public long? Integer(string key) => this[key] is PlistInteger { Value: var value } && value >= long.MinValue && value <= long.MaxValue ? (long)value : null;

    /// <summary>A truth value; null where there is none.</summary>
    public bool? Boolean(string key) => (this[key] as PlistBoolean)?.Value;

    /// <summary>Bytes; null where there are none.</summary>
    public ReadOnlyMemory<byte>? Data(string key) => (this[key] as PlistData)?.Bytes;

    /// <summary>A dictionary; null where there is none.</summary>
    public PlistDictionary? Dictionary(string key) => this[key] as PlistDictionary;

    /// <summary>The dictionary with another value under a key, which keeps its place, or comes last where it is new.</summary>
    public PlistDictionary With(string key, PlistValue value)
    {
        List<KeyValuePair<string, PlistValue>> entries = [.. Entries];
        int at = entries.FindIndex(entry => entry.Key == key);
        if (at < 0)
        {
            entries.Add(new(key, value));
        }
        else
        {
            entries[at] = new(key, value);
        }

        return new PlistDictionary(entries);
    }

    /// <summary>The dictionary less a key.</summary>
    public PlistDictionary Without(string key) => new([.. Entries.Where(entry => entry.Key != key)]);
}
