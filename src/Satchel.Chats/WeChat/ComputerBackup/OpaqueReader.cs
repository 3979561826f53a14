namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Stands for a backup that nobody but the app can look into: it has files, and no messages that could be read.</summary>
/// <param name="accountId">The owner, whose name the folder has.</param>
internal sealed class OpaqueReader(string? accountId) : IChatReader
{
    /// <inheritdoc/>
    public Account Account { get; } = new("wechat", "desktop-backup", accountId, null);

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings { get; } =
        ["This is a backup that WeChat 4 made; how it is encrypted is not public, and its key is on the phone. Its files are kept as they are, to be put back for WeChat to restore; no message of it can be read."];

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken) => [];

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken) => [];

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken) => [];

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous) => new NoChanges();

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class NoChanges : IMessageChanges
    {
        public bool EverythingChanged => false;

        public bool DirectoryChanged => false;

        public void Note(in RowChange change)
        {
            // There are no rows.
        }

        public IEnumerable<MessageChange> Read(CancellationToken cancellationToken) => [];
    }
}
