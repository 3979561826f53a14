using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Cli.Viewer;

/// <summary>What a browser plays or shows, made of what only an app does: voices in AMR, pictures in WeChat's own format.</summary>
/// <param name="Content">The copy.</param>
/// <param name="Mime">Its media type.</param>
internal sealed record PlayableCopy(Stream Content, string Mime)
{
    // It is decoded in memory, and the viewer is to stay small; voices and pictures are far shorter.
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Makes a copy; null where the content needs none, is not there, or none can be made of it.</summary>
    public static async Task<PlayableCopy?> TryMakeAsync(ViewedHistory history, HistoryMessage message, Attachment attachment, CancellationToken cancellationToken)
    {
        await using Stream? content = await history.OpenAsync(message, attachment, cancellationToken);
        if (content is null)
        {
            return null;
        }

        byte[] head = new byte[MediaTypes.HeadBytes];
        int read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        if (!PlayableMedia.IsNeeded(head.AsSpan(0, read), isVoice: message.Message.Kind == MessageKind.Voice)
            || await ReadOnAsync(head.AsMemory(0, read), content, cancellationToken) is not { } whole)
        {
            return null;
        }

        try
        {
            PlayableContent made = PlayableMedia.Decode(whole.Span, attachment.Name ?? attachment.Path ?? "attachment");
            return new PlayableCopy(new MemoryStream(made.Content, writable: false), made.Mime);
        }
        catch (Exception error) when (error is ChatFormatException or DllNotFoundException)
        {
            return null;   // the page offers it as the file that it is
        }
    }

    // Null where there is too much.
    private static async Task<ReadOnlyMemory<byte>?> ReadOnAsync(ReadOnlyMemory<byte> head, Stream content, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        byte[] piece = new byte[64 * 1024];
        head.CopyTo(piece);
        for (int read = head.Length; read > 0; read = await content.ReadAsync(piece, cancellationToken))
        {
            if (whole.Length + read > MaxBytes)
            {
                return null;
            }

            whole.Write(piece, 0, read);
        }

        return whole.ToArray();
    }
}
