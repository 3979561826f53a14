using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.Histories;

namespace Satchel.Tests.Migrating.RoundTrip;

/// <summary>
/// A history that goes from one kind of phone to the other and back. What is not as it was must be in the report of one of the two ways, under a phrase of
/// which the document says that it takes this field; and not from more messages than the report says.
/// </summary>
internal sealed class Journey : IDisposable
{
    private const int Shown = 2;
    private static readonly LossTable Table = LossTable.Read();
    private readonly List<MigrationReport> _reports = [];
    private int _stores;

    public Journey() => Root = Directory.CreateTempSubdirectory("satchel-roundtrip-").FullName;

    public string Root { get; }

    /// <summary>The losses of every way.</summary>
    public IEnumerable<(string Format, Loss Loss)> Losses => _reports.SelectMany(r => r.Losses.Select(l => (r.Format, l)));

    private HistoryViewOptions ViewOptions => new() { CacheFolder = Path.Combine(Root, "cache"), AccountId = MigrationFolder.Ana };

    /// <summary>Writes a history into a store, and gives the store's folder.</summary>
    public async Task<string> WriteAsync(HistoryView view, string format, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(Root, $"{_stores++}-{format}");
        MigrationOptions options = new()
        {
            Format = ChatWriters.All.Single(f => f.Name == format),
            Out = folder,
            CacheFolder = Path.Combine(Root, "cache"),
            AccountId = MigrationFolder.Ana,
        };
        _reports.Add(await Migration.RunAsync([view], options, null, cancellationToken));
        return folder;
    }

    /// <summary>Moves a store into the other format, and gives the new store's folder.</summary>
    public async Task<string> MoveAsync(string from, string format, CancellationToken cancellationToken)
    {
        HistoryViewOptions options = ViewOptions with { HashContents = false };
        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(null, new HistoryOrigin(HistoryOriginKind.Path, from), HistoryFilter.Everything, options, cancellationToken);
        await using HistoryView view = Assert.Single(views);
        return await WriteAsync(view, format, cancellationToken);
    }

    /// <summary>Moves a store into the other format and back, and holds what came back to what was there.</summary>
    public async Task CheckAsync(string start, string there, string back, CancellationToken cancellationToken)
    {
        _reports.Clear();
        string end = await MoveAsync(await MoveAsync(start, there, cancellationToken), back, cancellationToken);
        StoreContents before = await StoreContents.ReadAsync(start, ViewOptions, cancellationToken);
        await CheckAsync(before, end, cancellationToken);
    }

    /// <summary>Writes a history into a store, and holds what that reads as to it.</summary>
    public async Task CheckWrittenAsync(ListHistory history, string format, CancellationToken cancellationToken)
    {
        _reports.Clear();
        string store = await WriteAsync(history, format, cancellationToken);
        await CheckAsync(await StoreContents.OfAsync(history, cancellationToken), store, cancellationToken);
        Directory.Delete(store, recursive: true);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private async Task CheckAsync(StoreContents before, string end, CancellationToken cancellationToken)
    {
        StoreContents after = await StoreContents.ReadAsync(end, ViewOptions, cancellationToken);
        string differences = Describe(before, after);
        Assert.True(differences.Length == 0, differences);
    }

    private string Describe(StoreContents before, StoreContents after)
    {
        var found = after.Messages.GroupBy(StoreContents.KeyOf).ToDictionary(g => g.Key, g => new Queue<Message>(g));
        Dictionary<(MessageKind Kind, string Field), List<string>> differences = [];
        foreach (Message message in before.Messages)
        {
            Message? other = found.TryGetValue(StoreContents.KeyOf(message), out Queue<Message>? same) && same.TryDequeue(out Message? next) ? next : null;
            foreach (string field in other is null ? ["message"] : MessageDifference.Of(message, other))
            {
                if (!differences.TryGetValue((message.Kind, field), out List<string>? list))
                {
                    differences[(message.Kind, field)] = list = [];
                }

                list.Add($"{message}\n   is {other}");
            }
        }

        IEnumerable<string> unnamed = differences.Where(d => d.Value.Count > NamedLosses(d.Key.Kind, d.Key.Field))
            .Select(d => $"{d.Key.Kind} {d.Key.Field}: {d.Value.Count} differ, {NamedLosses(d.Key.Kind, d.Key.Field)} are named; {string.Join("\n", d.Value.Take(Shown))}");
        IEnumerable<string> surplus = found.Values.SelectMany(q => q).Take(1).Where(_ => before.Messages.Count < after.Messages.Count).Select(m => $"came from nowhere: {m}");
        return string.Join('\n', unnamed.Concat(surplus).Concat(Directories(before, after)));
    }

    private long NamedLosses(MessageKind kind, string field) =>
        Losses.Where(l => l.Loss.Kind == kind && Table.Takes(l.Format, l.Loss.What, field)).Sum(l => l.Loss.Count);

    private static IEnumerable<string> Directories(StoreContents before, StoreContents after)
    {
        foreach (Chat chat in before.Chats)
        {
            Chat? other = after.Chats.FirstOrDefault(c => c.Id == chat.Id);
            bool isSame = other is not null && other.Kind == chat.Kind && (other.Title == chat.Title || chat.Kind == ChatKind.Direct) && other.Archived == chat.Archived
                && (chat.Kind != ChatKind.Group || chat.Participants.All(p => other.Participants.Contains(p)));
            if (!isSame)
            {
                yield return $"chat {chat} with {string.Join(' ', chat.Participants)} is {other} with {string.Join(' ', other?.Participants ?? [])}";
            }
        }

        // Whom nothing names any more that came back, a reader does not give.
        foreach (Participant person in after.People)
        {
            string? name = before.People.FirstOrDefault(p => p.Id == person.Id)?.Name;
            if (name is not null && person.Name != name && person.Alias != name)
            {
                yield return $"{person} was {name}";
            }
        }
    }
}
