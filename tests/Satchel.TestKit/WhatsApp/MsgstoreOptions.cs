namespace Satchel.TestKit.WhatsApp;

/// <summary>Which of the shapes that WhatsApp databases have on phones a built one takes.</summary>
public sealed record MsgstoreOptions
{
    /// <summary>With the tables since 2021.</summary>
    public bool Modern { get; init; } = true;

    /// <summary>With the tables until 2022.</summary>
    public bool Legacy { get; init; }

    /// <summary>With the app's indices; what comes out of a recent backup has none.</summary>
    public bool Indices { get; init; } = true;

    /// <summary>Puts each table's columns in an order drawn with this seed; null keeps the usual order.</summary>
    public int? ShuffleSeed { get; init; }

    /// <summary>Tables to leave out.</summary>
    public IReadOnlyCollection<string> Without { get; init; } = [];
}
