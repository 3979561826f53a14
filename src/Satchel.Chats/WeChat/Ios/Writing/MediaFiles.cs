using System.Buffers;
using System.Globalization;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>Puts the files of messages where the app looks for them: in folders named for the chat, under the message's number.</summary>
/// <param name="account">The folder that stands for the account's.</param>
/// <param name="withoutContents">Write nothing.</param>
/// <param name="losses">Takes what could not be carried over.</param>
internal sealed class MediaFiles(string account, bool withoutContents, LossList losses)
{
    private const int MaxEndingChars = 12;

    private static readonly SearchValues<char> EndingChars = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");


    /// <summary>Copies a message's files.</summary>
    public async ValueTask StoreAsync(Message message, int type, WrittenChat chat, long localId, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (message.Attachments.Count(attachment => !attachment.IsThumbnail) > 1)
        {
            losses.Add(message.Kind, WeChatIosLosses.FurtherFiles);
        }

        string? small = PathOf(type, chat, localId, isSmall: true, null);
        if (message.Attachments.FirstOrDefault(attachment => attachment is { IsThumbnail: true, Missing: false }) is { } thumbnail && small is not null)
        {
            _ = await CopyAsync(thumbnail, small, contents, cancellationToken).ConfigureAwait(false);
        }

        if (message.Attachments.FirstOrDefault(attachment => !attachment.IsThumbnail) is not { } file)
        {
            return;
        }

        if (type == WeChatTypes.Sticker)
        {
            losses.Add(message.Kind, WeChatIosLosses.Sticker);
        }
        else if (file.Missing || PathOf(type, chat, localId, isSmall: false, file.Name) is not { } path || !await CopyAsync(file, path, contents, cancellationToken).ConfigureAwait(false))
        {
            losses.Add(message.Kind, WeChatIosLosses.FileMissing);
        }
    }

    private static string? PathOf(int type, WrittenChat chat, long localId, bool isSmall, string? name)
    {
        (string Folder, string Ending, string? SmallEnding)? place = type switch
        {
            WeChatTypes.Image => ("Img", ".pic", ".pic_thum"),
            WeChatTypes.Voice => ("Audio", ".aud", null),
            WeChatTypes.Video or WeChatTypes.ShortVideo or WeChatTypes.Sight => ("Video", ".mp4", ".video_thum"),
            WeChatTypes.App => ("OpenData", EndingOf(name), ".pic_thum"),
            _ => null,
        };
        return place is not { } found || (isSmall && found.SmallEnding is null)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{found.Folder}/{chat.Hash}/{localId}{(isSmall ? found.SmallEnding : found.Ending)}");
    }

    // A file's name comes from a message and becomes a part of a path.
    private static string EndingOf(string? name)
    {
        string ending = Path.GetExtension(name ?? "");
        return ending.Length is > 1 and <= MaxEndingChars && !ending.AsSpan(1).ContainsAnyExcept(EndingChars) ? ending : ".dat";
    }

    private async ValueTask<bool> CopyAsync(Attachment file, string relative, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        if (withoutContents)
        {
            return true;
        }

        Stream? content = await contents.OpenAsync(file, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            return false;
        }

        await using (content.ConfigureAwait(false))
        {
            string path = Path.Join(account, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await ContentFile.WriteAsync(path, content, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}
