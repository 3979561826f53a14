using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Tests.Chats.WhatsApp.Android;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

/// <summary>The rows of several databases at one time.</summary>
internal sealed class SnapshotSet(IReadOnlyList<Snapshot> snapshots) : IRowLookup
{
    public SqliteValue[]? Find(string database, string table, long rowId) =>
        snapshots.Select(snapshot => snapshot.Find(database, table, rowId)).FirstOrDefault(row => row is not null);

    public IReadOnlyList<string> Columns(string database, string table) =>
        snapshots.Select(snapshot => snapshot.Columns(database, table)).FirstOrDefault(columns => columns.Count > 0) ?? [];
}
