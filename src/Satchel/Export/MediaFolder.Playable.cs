using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.WeChat.Media;

namespace Satchel.Exports;

/// <content>Copies that a browser plays of what only an app does.</content>
internal sealed partial class MediaFolder
{
    /// <summary>
    /// The file to show for one that is there: itself, or what was made of it, under the name of its own content. Where nothing can be made of it, itself.
    /// </summary>
    public async ValueTask<string> PlayableOfAsync(string file, bool isVoice, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Folder, file);
        byte[] head = new byte[MediaTypes.HeadBytes];
        await using (FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous))
        {
            int read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (stream.Length > PlayableMedia.MaxContentBytes || !PlayableMedia.IsNeeded(head.AsSpan(0, read), isVoice))
            {
                return file;
            }
        }

        try
        {
            PlayableContent made = PlayableMedia.Decode(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), file);
            byte[] hash = SHA256.HashData(made.Content);
            string name = NameOf(hash, made.Extension);
            if (_written.TryAdd(KeyOf(hash), made.Extension))
            {
                await File.WriteAllBytesAsync(Path.Combine(Folder, name), made.Content, cancellationToken).ConfigureAwait(false);
            }

            return NameOf(hash, _written[KeyOf(hash)]);
        }
        catch (ChatFormatException)
        {
            return file;
        }
        catch (DllNotFoundException)
        {
            _problems.Add(isVoice
                ? "Voices in AMR are exported as they are, which no browser plays: libopencore-amrnb is not installed (Debian: libopencore-amrnb0)."
                : "Pictures in WeChat's own format are exported as they are, which no browser shows: libde265 is not installed (Debian: libde265-0).");
            return file;
        }
    }
}
