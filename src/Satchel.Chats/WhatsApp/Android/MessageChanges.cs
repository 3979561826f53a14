namespace Satchel.Chats.WhatsApp.Android;

/// <summary>Says that every message must be read again, which is always true and never fast.</summary>
internal sealed class MessageChanges : IMessageChanges
{
    private bool _any;

    /// <inheritdoc/>
    public bool EverythingChanged => _any;

    /// <inheritdoc/>
    public bool DirectoryChanged => _any;

    /// <inheritdoc/>
    public void Note(in RowChange change) => _any = true;

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken) => [];
}
