namespace Satchel.TestKit.WhatsApp;

/// <summary>Which of the shapes that WhatsApp's databases have on iPhones a built one takes.</summary>
public sealed record ChatStorageOptions
{
    /// <summary>With the indices that Core Data makes for each relation.</summary>
    public bool Indices { get; init; } = true;

    /// <summary>Puts each table's columns in an order drawn with this seed; null keeps the usual order.</summary>
    public int? ShuffleSeed { get; init; }

    /// <summary>Tables to leave out, and columns to leave out as <c>ZTABLE.ZCOLUMN</c>.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];

    /// <summary>Columns to add that no reader knows, as <c>ZTABLE.ZCOLUMN</c>.</summary>
    public IReadOnlyCollection<string> With { get; init; } = [];

    /// <summary>Media and receipts say which message they belong to; else only the message's own pointers do.</summary>
    public bool BackPointers { get; init; } = true;

    /// <summary>In the mode with a write-ahead log, which stays beside the file while it is open.</summary>
    public bool Wal { get; init; }
}
