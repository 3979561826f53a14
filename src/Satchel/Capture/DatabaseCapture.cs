using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>Captures one database as its rows.</summary>
/// <param name="writer">The snapshot; null in a dry run.</param>
/// <param name="scratchFolder">For what does not fit into memory.</param>
internal sealed class DatabaseCapture(SnapshotWriter? writer, string scratchFolder)
{
    /// <summary>What came of it.</summary>
    /// <param name="Record">The database's record.</param>
    /// <param name="Memory">What is to be remembered of its pages; null in a dry run.</param>
    /// <param name="BytesRead">How many bytes were read.</param>
    public sealed record Result(FileRecord Record, PageMemory? Memory, long BytesRead);

    /// <summary>Captures it.</summary>
    /// <param name="opened">The database.</param>
    /// <param name="container">The container it came in.</param>
    /// <param name="stamp">What the system says about the file.</param>
    /// <param name="previous">The database before; null at first.</param>
    /// <param name="memory">What is remembered of its pages.</param>
    /// <param name="changes">Told of changed rows; null where nobody wants to know.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException">Its rows cannot stand for it: it is damaged, or has something that we cannot write again.</exception>
    public async Task<Result> CaptureAsync(
        OpenedDatabase opened, string container, FileStamp stamp, PreviousDatabase? previous, PageMemory? memory, RowChanges? changes, CancellationToken cancellationToken)
    {
        using SqliteImage image = opened.File.OpenImage();
        if (image.TryFindUnsupported(out string reason))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, Path.GetFileName(opened.File.Path), reason);
        }

        DatabaseDescription description = DatabaseDescription.Of(image);
        PageMemory? usable = previous is not null && memory?.RowsRoot == previous.Record.Rows!.Digest ? memory : null;
        PageComparison pages = new(image, usable);
        MapEditor? editor = writer?.EditMap(MapKind.Rows, previous?.Record.Rows);
        RowsCapture rows = new(image, writer, editor, previous, pages, changes, scratchFolder);
        await rows.CaptureAsync(description, cancellationToken);
        long bytesRead = pages.BytesRead(image.Header.PageSize);
        FileRecord record = new()
        {
            Kind = FileKind.Database,
            LengthBytes = stamp.LengthBytes,
            ModifiedNanos = stamp.ModifiedNanos,
            Mode = stamp.Mode,
            Container = container,
            Parameters = opened.Parameters,
        };
        if (writer is null || editor is null)
        {
            return new Result(record, null, bytesRead);
        }

        MapRoot root = await editor.CompleteAsync(cancellationToken);
        byte[] json = description.ToJson();
        Digest described = await PutAsync(json, cancellationToken);
        return new Result(record with { Description = described, Rows = root }, pages.Complete(root.Digest, image.Header.PageSize), bytesRead);
    }

    private async ValueTask<Digest> PutAsync(byte[] json, CancellationToken cancellationToken)
    {
        if (json.Length > VaultLimits.MaxChunkBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, "the schema", $"is longer than {VaultLimits.MaxChunkBytes} bytes");
        }

        Digest digest = Digest.Of(json);
        await writer!.PutChunkAsync(digest, json, cancellationToken);
        return digest;
    }
}
