using System.Security.Cryptography;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>Puts the files of messages below the account's folder, under names as the app makes them. Never does one content take the place of another.</summary>
internal sealed class MediaWriter(string root, bool withoutContents, LossList losses)
{
    private const int MaxNames = 10_000;


    /// <summary>Copies a message's files; null where its kind has none.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it is written as.</param>
    /// <param name="contents">Opens its files.</param>
    /// <param name="cancellationToken">Cancels the copying.</param>
    public async ValueTask<WrittenMedia?> StoreAsync(Message message, WrittenContent content, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (message.Attachments.Count == 0 && !HasToken(content.Type))
        {
            return null;
        }

        Attachment? file = message.Attachments.FirstOrDefault(attachment => !attachment.IsThumbnail);
        Attachment? small = message.Attachments.FirstOrDefault(attachment => attachment.IsThumbnail);
        if (message.Attachments.Count(attachment => !attachment.IsThumbnail) > 1)
        {
            losses.Add(message.Kind, WeChatAndroidLosses.FurtherFiles);
        }

        string token = TokenOf(message, content);
        (string? name, long length) = file is null || file.Missing
            ? (null, 0)
            : withoutContents ? (null, file.LengthBytes ?? 0) : await CopyAsync(file, NamesOf(message, content, file, token), contents, cancellationToken).ConfigureAwait(false);
        if (file is not null && name is null && (file.Missing || !withoutContents))
        {
            losses.Add(message.Kind, WeChatAndroidLosses.FileMissing);
        }

        if (small is { Missing: false } && !withoutContents && SmallNameOf(content, token) is { } smallName)
        {
            _ = await CopyAsync(small, [smallName], contents, cancellationToken).ConfigureAwait(false);
        }

        return new WrittenMedia(token, name, length);
    }

    // The same for the same message each time; the sticker's is its content's, as the payload has it.
    private static string TokenOf(Message message, WrittenContent content) =>
        MediaNames.NewToken($"{message.ChatId}\n{message.NativeId}\n{message.SentAtMillis}\n{content.Type}\n{(message.NativeId is null ? content.Content : "")}");

    private static bool HasToken(int type) => type is WeChatTypes.Image or WeChatTypes.Voice or WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight;

    private static string? SmallNameOf(WrittenContent content, string token) => content.Type switch
    {
        WeChatTypes.Image => MediaNames.Picture("th_" + token),
        WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => MediaNames.VideoStill(token),
        _ => null,
    };

    private static IEnumerable<string> NamesOf(Message message, WrittenContent content, Attachment file, string token) => content.Type switch
    {
        WeChatTypes.Image => [MediaNames.Picture(token + ".jpg")!],
        WeChatTypes.Voice => [MediaNames.Voice(token)],
        WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => [MediaNames.Video(token)],
        WeChatTypes.Sticker => [MediaNames.Sticker(null, StickerOf(message, content) ?? token)],
        _ => DocumentNames(file.Name ?? token),
    };

    /// <summary>The MD5 by which a sticker goes; null where its payload tells none.</summary>
    public static string? StickerOf(Message message, WrittenContent content)
    {
        WeChatRow row = new() { ChatId = message.ChatId, SentAtMillis = 0, Type = content.Type, Outgoing = true, Content = content.Content };
        return Payloads.PayloadReader.Read(row).Media is [{ Md5: { } md5 }, ..] && WeChatIds.IsHash(md5) ? md5 : null;
    }

    private static IEnumerable<string> DocumentNames(string name)
    {
        string safe = new([.. name.Select(c => c is '/' or '\\' or '\0' || char.IsControl(c) ? '_' : c)]);
        safe = safe.Trim('.').Length == 0 ? "file" : safe.Length > 120 ? safe[^120..] : safe;
        string stem = Path.GetFileNameWithoutExtension(safe);
        string ending = Path.GetExtension(safe);
        yield return "attachment/" + safe;
        for (int i = 1; i < MaxNames; i++)
        {
            yield return $"attachment/{stem}({i}){ending}";
        }
    }

    private async ValueTask<(string? Name, long LengthBytes)> CopyAsync(Attachment file, IEnumerable<string> names, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        Stream? content = await contents.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return (null, 0);
        }

        await using (content.ConfigureAwait(false))
        {
            Directory.CreateDirectory(root);
            string part = Path.Join(root, "content.part");
            (long length, byte[] hash) = await ContentFile.WriteAsync(part, content, cancellationToken).ConfigureAwait(false);
            foreach (string name in names)
            {
                string path = Path.Join(root, name);
                if (!File.Exists(path))
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.Move(part, path);
                    return (name, length);
                }

                if (new FileInfo(path).Length == length && HashOf(path).AsSpan().SequenceEqual(hash))
                {
                    File.Delete(part);
                    return (name, length);
                }
            }

            File.Delete(part);
            return (null, 0);
        }
    }

    private static byte[] HashOf(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        return SHA256.HashData(file);
    }
}
