using Satchel.Chats;
using Satchel.Chats.WhatsApp.Android;

namespace Satchel.TestKit.Containers;

/// <summary>A <c>msgstore.db</c> that is said to be another app's, on any platform: for rules that depend on the app and not on its stores.</summary>
/// <param name="app">The app.</param>
/// <param name="platform">The platform.</param>
public sealed class RenamedFormat(string app, string platform) : IChatFormat
{
    private readonly WhatsAppAndroid _messages = new();

    public string App => app;

    public string Platform => platform;

    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        [.. _messages.Find(path, unreadable, cancellationToken).Select(s => s with { Format = this })];

    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) =>
        _messages.OpenDatabase(source, files, database, keys, scratchFolder, cancellationToken);

    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        _messages.SealDatabase(container, parameters, plainPath, outputPath, keys, cancellationToken);

    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options) =>
        new Reader(_messages.OpenReader(source, databases, options), app, platform);

    private sealed class Reader(IChatReader inner, string app, string platform) : IChatReader
    {
        public Account Account => inner.Account with { App = app, Platform = platform };

        public IReadOnlyCollection<string> Warnings => inner.Warnings;

        public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken) => inner.ReadParticipants(cancellationToken);

        public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken) => inner.ReadChats(cancellationToken);

        public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken) => inner.ReadMessages(cancellationToken);

        public IMessageChanges TrackChanges(IRowLookup previous) => inner.TrackChanges(previous);

        public void Dispose() => inner.Dispose();
    }
}
