using System.Threading.Channels;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Restoring;

/// <summary>Writes a database again from its rows. Reading the rows and writing the pages run beside one another.</summary>
/// <param name="vault">The vault.</param>
internal sealed class DatabaseRebuild(Vault vault)
{
    private const int NodesAhead = 4;

    /// <summary>What came of it.</summary>
    /// <param name="Rows">How many rows were written.</param>
    /// <param name="Lost">What of the rows is lost, a phrase for each table.</param>
    /// <param name="Warnings">What SQLite could not do.</param>
    public sealed record Result(long Rows, IReadOnlyList<string> Lost, IReadOnlyList<string> Warnings);

    /// <summary>Writes it.</summary>
    /// <exception cref="VaultException">Its description cannot be read.</exception>
    /// <exception cref="ChatFormatException">SQLite does not take the schema.</exception>
    public async Task<Result> RunAsync(FileRecord record, string path, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> json = await vault.ReadChunkAsync(record.Description!.Value, cancellationToken);
        DatabaseDescription description = DatabaseDescription.Parse(json.Span);
        SortedMap rows = vault.OpenMap(record.Rows!);
        using SqliteImageWriter writer = new(path, description.ToWritable());
        List<string> lost = [];
        foreach (TableDescription table in description.Tables)
        {
            writer.BeginTable(table.Name);
            if (await WriteTableAsync(rows, table, writer, cancellationToken) is string part)
            {
                lost.Add(part);
            }
        }

        writer.Complete(cancellationToken);
        return new Result(writer.RowCount, lost, writer.Warnings);
    }

    // What of it is lost; null where it is whole.
    private async Task<string?> WriteTableAsync(SortedMap rows, TableDescription table, SqliteImageWriter writer, CancellationToken cancellationToken)
    {
        Channel<IReadOnlyList<MapEntry>> nodes = Channel.CreateBounded<IReadOnlyList<MapEntry>>(
            new BoundedChannelOptions(NodesAhead) { SingleReader = true, SingleWriter = true });
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<MapLoss> losses = [];
        Task reading = Task.Run(() => ReadAsync(rows, table, nodes.Writer, losses.Add, stop.Token), CancellationToken.None);
        string? problem = null;
        long lost = 0;
        try
        {
            await foreach (IReadOnlyList<MapEntry> node in nodes.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (MapEntry entry in node)
                {
                    if (await WriteRowAsync(entry, table, writer, cancellationToken) is string found)
                    {
                        problem ??= found;
                        lost++;
                    }
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }

        if (losses.Count > 0)
        {
            // A node high up may hold rows of other tables as well.
            return $"up to {lost + losses.Sum(l => l.Entries)} rows of the table {table.Name}: {losses[0].Problem}";
        }

        return lost > 0 ? $"{lost} rows of the table {table.Name}: {problem}" : null;
    }

    private static async Task ReadAsync(
        SortedMap rows, TableDescription table, ChannelWriter<IReadOnlyList<MapEntry>> target, Action<MapLoss> lose, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (IReadOnlyList<MapEntry> node in rows.SalvageNodesAsync(RowKey.TableRange(table.Number), lose, cancellationToken))
            {
                await target.WriteAsync(node, cancellationToken);
            }

            target.Complete();
        }
        catch (Exception e) when (e is VaultException or OperationCanceledException or Storage.StorageException)
        {
            target.Complete(e);
        }
    }

    // Why it is lost; null where it is written.
    private async ValueTask<string?> WriteRowAsync(MapEntry entry, TableDescription table, SqliteImageWriter writer, CancellationToken cancellationToken)
    {
        long rowId = table.WithoutRowId ? 0 : RowKey.RowId(entry.Key.Span);
        if (TryWrite(entry.Record.Span, rowId, writer.Row))
        {
            return null;
        }

        try
        {
            Write(await RowValues.DecodeAsync(entry.Record, rowId, null, vault.ReadChunkAsync, cancellationToken), rowId, writer.Row);
            return null;
        }
        catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
        {
            return e.Message;
        }
    }

    // False where a field lies in chunks, which must be waited for.
    private static bool TryWrite(ReadOnlySpan<byte> record, long rowId, SqliteRowBuilder row)
    {
        RecordReader reader = new(record);
        row.Begin(rowId);
        while (reader.Read())
        {
            switch (reader.Type)
            {
                case FieldType.Null:
                    row.AddNull();
                    break;
                case FieldType.Integer:
                    row.AddInteger(reader.Integer);
                    break;
                case FieldType.Real:
                    row.AddReal(reader.Real);
                    break;
                case FieldType.Text:
                    row.AddText(reader.Bytes);
                    break;
                case FieldType.Blob:
                    row.AddBlob(reader.Bytes);
                    break;
                default:
                    return false;
            }
        }

        row.End();
        return true;
    }

    private static void Write(SqliteValue[] values, long rowId, SqliteRowBuilder row)
    {
        row.Begin(rowId);
        foreach (SqliteValue value in values)
        {
            switch (value.Type)
            {
                case SqliteType.Integer:
                    row.AddInteger(value.Integer);
                    break;
                case SqliteType.Real:
                    row.AddReal(value.Real);
                    break;
                case SqliteType.Text:
                    row.AddText(value.Bytes);
                    break;
                case SqliteType.Blob:
                    row.AddBlob(value.Bytes);
                    break;
                default:
                    row.AddNull();
                    break;
            }
        }

        row.End();
    }
}
