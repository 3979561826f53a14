namespace Satchel.TestKit.WeChat;

/// <summary>What a store that <see cref="AndroidStoreBuilder"/> makes is like.</summary>
public sealed record AndroidStoreOptions
{
    /// <summary>The passphrase to encrypt it with; null for plain databases.</summary>
    public string? Passphrase { get; init; }

    /// <summary>Whether the tables have the app's indices.</summary>
    public bool Indices { get; init; } = true;

    /// <summary>Whether there is an index of files.</summary>
    public bool FileIndex { get; init; } = true;

    /// <summary>Columns of the table of messages that an older version of the app lacks.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The order of the columns of messages is another for each number; null for the app's own.</summary>
    public int? ShuffleSeed { get; init; }

    /// <summary>The account's folder on shared storage, where its media go; null for the account's own folder.</summary>
    public string? MediaFolder { get; init; }
}
