using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The files of messages below <c>Message/Media</c>: named after chat and message, so that the same migration names them alike again.</summary>
/// <param name="folder">The folder that stands for <c>Message</c>'s parent.</param>
/// <param name="dropContents">Write nothing.</param>
internal sealed class MediaFolder(string folder, bool dropContents)
{
    private const int MaxChatNameChars = 100;

    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>The path without its ending of a message's file, as the store has it: <c>Media/&lt;chat&gt;/3/f/3f…</c>.</summary>
    public static string PathOf(string chatJid, string stanzaId)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(chatJid + "\n" + stanzaId));
        string name = new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
        return $"Media/{FolderNameOf(chatJid)}/{name[0]}/{name[1]}/{name}";
    }

    /// <summary>Copies a content into its place.</summary>
    /// <param name="storedPath">The path as the store has it, with its ending.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Cancels the copying.</param>
    /// <returns>Its length in bytes and its SHA-256.</returns>
    public async ValueTask<(long LengthBytes, byte[] Sha256)> WriteAsync(string storedPath, Stream content, CancellationToken cancellationToken)
    {
        string path = Path.Join(folder, "Message", storedPath);
        string parent = Path.GetDirectoryName(path)!;
        if (!dropContents && _folders.Add(parent))
        {
            Directory.CreateDirectory(parent);
        }

        return await ContentFile.WriteAsync(dropContents ? null : path, content, cancellationToken);
    }

    // A chat's id comes from a file and becomes a folder's name.
    private static string FolderNameOf(string chatJid)
    {
        bool isName = chatJid.Length <= MaxChatNameChars && chatJid[0] != '.' && chatJid.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;
        return isName ? chatJid : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chatJid)).AsSpan(0, 16));
    }

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@.-_");
}
