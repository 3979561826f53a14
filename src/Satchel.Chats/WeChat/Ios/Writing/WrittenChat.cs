namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>A chat of the store that is written.</summary>
internal sealed class WrittenChat : IDisposable
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The hash that names its table and its folders.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether senders stand before messages.</summary>
    public required bool IsGroup { get; init; }

    /// <summary>The database below the account's folder that takes its new messages.</summary>
    public required string Database { get; init; }

    /// <summary>The last number that a message of it has in the phone's own store.</summary>
    public required long LastBefore { get; init; }

    /// <summary>The number of the last message.</summary>
    public long Last { get; set; }

    /// <summary>When its newest new message was sent, in seconds.</summary>
    public long NewestSecond { get; set; }

    /// <summary>Takes rows; null until the first comes.</summary>
    public IosTable? Rows { get; set; }

    /// <summary>The table's name.</summary>
    public string Table => "Chat_" + Hash;

    /// <inheritdoc/>
    public void Dispose() => Rows?.Dispose();
}
