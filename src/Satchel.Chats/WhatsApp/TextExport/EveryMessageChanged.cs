namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What changed in a source without rows: whatever it is, everything is read again.</summary>
internal sealed class EveryMessageChanged : IMessageChanges
{
    /// <inheritdoc/>
    public bool EverythingChanged => true;

    /// <inheritdoc/>
    public bool DirectoryChanged => true;

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        // No row of a database is a message here.
    }

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken) => [];
}
