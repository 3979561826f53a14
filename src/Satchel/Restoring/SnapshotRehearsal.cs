using System.Security.Cryptography;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Restoring;

/// <summary>One rehearsal: files are read, databases written, checked and captured again.</summary>
/// <param name="vault">The vault.</param>
/// <param name="snapshot">The snapshot.</param>
/// <param name="scratch">A folder for one database at a time.</param>
/// <param name="tally">Takes the counts and what fails.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class SnapshotRehearsal(Vault vault, SnapshotInfo snapshot, string scratch, RestoreTally tally, IProgress<JourneyProgress>? progress)
{
    private const long BytesPerReport = 4 * 1024 * 1024;
    private const int MaxIntegrityLines = 3;

    // What SQLite says of a database that needs an extension of the app's: nothing about its content.
    private static readonly string[] MissingExtensions = ["no such tokenizer", "unknown tokenizer", "no such module", "no such collation", "no such function"];
    private readonly ProgressMeter _meter = new(progress, "rehearsing", "bytes", BytesPerReport);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<(string Path, FileRecord Record)> databases = [];
        await new SnapshotFiles(vault, snapshot).ForEachAsync(
            async (path, record) =>
            {
                switch (record.Kind)
                {
                    case FileKind.File:
                        await ReadFileAsync(path, record, cancellationToken);
                        break;
                    case FileKind.Database:
                        databases.Add((path, record));
                        break;
                    case FileKind.Link:
                        tally.CountFile(0);
                        break;
                    default:
                        break;
                }
            },
            tally.Lose,
            cancellationToken);
        foreach ((string path, FileRecord record) in databases)
        {
            await RehearseDatabaseAsync(path, record, cancellationToken);
        }
    }

    private async ValueTask ReadFileAsync(string path, FileRecord record, CancellationToken cancellationToken)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            foreach (Digest chunk in record.Chunks)
            {
                ReadOnlyMemory<byte> content = await vault.ReadChunkAsync(chunk, cancellationToken);
                hash.AppendData(content.Span);
                length += content.Length;
                _meter.Add(content.Length);
            }

            if (length != record.LengthBytes || (record.Sha256 is Digest whole && new Digest(hash.GetHashAndReset()) != whole))
            {
                tally.Lose($"{path}: its pieces do not make the file that was saved");
                return;
            }

            tally.CountFile(length);
        }
        catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
        {
            tally.Lose($"{path}: {e.Message}");
        }
    }

    private async Task RehearseDatabaseAsync(string path, FileRecord record, CancellationToken cancellationToken)
    {
        string file = Path.Combine(scratch, "database");
        try
        {
            ScratchFile.Touch(file);
            DatabaseRebuild.Result result = await new DatabaseRebuild(vault).RunAsync(record, file, cancellationToken);
            foreach (string warning in result.Warnings)
            {
                tally.Warn($"{path}: {warning}");
            }

            foreach (string lost in result.Lost)
            {
                tally.Lose($"{path}: {lost}");
            }

            if (result.Lost.Count == 0)
            {
                CheckIntegrity(path, file);
                await CompareAsync(path, record, file, cancellationToken);
                tally.CountDatabase(result.Rows, new FileInfo(file).Length);
            }
        }
        catch (Exception e) when (e is VaultException { Problem: VaultProblem.Damaged } or ChatFormatException)
        {
            tally.Lose($"{path}: {e.Message}");
        }
        finally
        {
            foreach (string left in Directory.EnumerateFiles(scratch))
            {
                File.Delete(left);
            }
        }
    }

    private void CheckIntegrity(string path, string file)
    {
        List<string> lines = [];
        try
        {
            using SqliteDatabase database = SqliteDatabase.OpenImmutable(file);
            using SqliteStatement check = database.Prepare("PRAGMA integrity_check");
            while (lines.Count < MaxIntegrityLines && check.Step())
            {
                lines.Add(check.Text(0));
            }
        }
        catch (ChatFormatException e)
        {
            lines.Add(e.Message);
        }

        foreach (string line in lines.Where(line => line != "ok"))
        {
            if (MissingExtensions.Any(missing => line.Contains(missing, StringComparison.OrdinalIgnoreCase)))
            {
                tally.Warn($"{path}: SQLite here cannot check all of it: {line}");
            }
            else
            {
                tally.Lose($"{path}: SQLite finds: {line}");
            }
        }
    }

    // What a backup would make of the restored database must be what the snapshot has.
    private async Task CompareAsync(string path, FileRecord record, string file, CancellationToken cancellationToken)
    {
        using SqliteImage image = SqliteImage.Open(file);
        DatabaseDescription description = DatabaseDescription.Of(image);
        MapEditor editor = vault.DigestMap(MapKind.Rows);
        RowsCapture rows = new(image, null, editor, null, new PageComparison(image, null), null, scratch);
        await rows.CaptureAsync(description, cancellationToken);
        MapRoot root = await editor.CompleteAsync(cancellationToken);
        _meter.Add(new FileInfo(file).Length);
        ReadOnlyMemory<byte> json = await vault.ReadChunkAsync(record.Description!.Value, cancellationToken);
        if (!description.ToJson().AsSpan().SequenceEqual(DatabaseDescription.Parse(json.Span).ToJson()))
        {
            tally.Lose($"{path}: the restored database has another schema than the saved one");
        }

        if (root != record.Rows)
        {
            tally.Lose($"{path}: the restored database has other rows than the saved one ({root.Entries} rows; {record.Rows!.Entries} were saved)");
        }
    }
}
