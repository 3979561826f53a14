using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Archive;

/// <summary>The contents of attachments of a source on this machine, decoded. For one thread.</summary>
/// <param name="opened">The source.</param>
internal sealed class SourceContents(OpenedSource opened) : IDisposable
{
    private readonly SourceCells _cells = new();

    /// <summary>The source's files.</summary>
    public SourceTree Tree => opened.Tree;

    /// <summary>Opens a content; null where it is not there, or cannot be had.</summary>
    public async ValueTask<Stream?> TryOpenAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(attachment, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ChatFormatException && e is not Storage.StorageException)
        {
            return null;
        }
    }

    /// <summary>Opens a content; null where it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ChatFormatException">It cannot be decoded.</exception>
    public async ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        Stream? stored = attachment switch
        {
            { Cell: CellReference cell } => OpenCell(cell, cancellationToken),
            { Slices.Count: > 0 } => new SliceStream(attachment.Slices, OpenFileAsync),
            { Path: string path } => await OpenFileAsync(path, cancellationToken),
            _ => null,
        };
        return stored is null ? null : AttachmentCodings.Decode(attachment.Coding, stored, NameOf(attachment));
    }

    /// <summary>Completes an attachment that is there with its media type, where nothing else tells it.</summary>
    public async ValueTask<Attachment> SniffAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Missing || attachment.Mime is not null || opened.Source.Format.TellsMediaTypes)
        {
            return attachment;
        }

        try
        {
            await using Stream? content = await OpenAsync(attachment, cancellationToken);
            byte[] head = new byte[MediaTypes.HeadBytes];
            int read = content is null ? 0 : await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            return attachment with { Mime = MediaTypes.Sniff(head.AsSpan(0, read)) };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ChatFormatException && e is not Storage.StorageException)
        {
            return attachment;
        }
    }

    /// <summary>What to call an attachment in a message.</summary>
    public static string NameOf(Attachment attachment) =>
        attachment.Path ?? attachment.Cell?.Database ?? (attachment.Slices.Count > 0 ? attachment.Slices[0].Path : attachment.Name ?? "an attachment");

    /// <inheritdoc/>
    public void Dispose() => _cells.Dispose();

    private async ValueTask<Stream?> OpenFileAsync(string path, CancellationToken cancellationToken)
    {
        WalkedEntry? file = await Tree.FindAttachmentAsync(path, cancellationToken);
        return file is null ? null : await Tree.OpenAttachmentAsync(file, cancellationToken);
    }

    private Stream? OpenCell(CellReference cell, CancellationToken cancellationToken)
    {
        SourceDatabase? database = opened.Source.Databases.FirstOrDefault(d => d.Path == cell.Database);
        return database is null ? null : _cells.Open(opened.Open(database, cancellationToken), cell);
    }
}
