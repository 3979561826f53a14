namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>What reading an encrypted backup once told.</summary>
/// <param name="HasMd5">Whether its end is the MD5 of what is before: then it is whole.</param>
/// <param name="TagFits">Whether the key opens it and nothing was changed.</param>
/// <param name="BeginsPlain">Whether what the key makes of the first bytes looks like a plaintext, so that the key seems right.</param>
internal readonly record struct CryptVerdict(bool HasMd5, bool TagFits, bool BeginsPlain);
