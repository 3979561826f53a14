using System.Security.Cryptography;

namespace Satchel.TestKit.WeChat;

/// <summary>A file of a message: its content as a person sees it, before any store masks or packs it.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Content">The content.</param>
/// <param name="Name">The name to show, or null.</param>
public sealed record ConversationFile(ConversationFileRole Role, byte[] Content, string? Name = null)
{
    /// <summary>The MD5 of the content in lower-case hex, as payloads name it and desktops name the file.</summary>
    public string Md5 => Convert.ToHexStringLower(HashOf(Content));

    /// <summary>The SHA-256 of the content: what every store must show.</summary>
    public byte[] Sha256 => SHA256.HashData(Content);

#pragma warning disable CA5351 // The app's choice: a name, nothing to protect.
    private static byte[] HashOf(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
