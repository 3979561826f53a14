namespace Satchel.Chats.Apple;

/// <summary>An iPhone backup that was found.</summary>
/// <param name="Root">Its folder; a full path.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="Apps">The apps in it, as far as can be told without the password.</param>
internal sealed record FoundBackup(string Root, bool IsEncrypted, IReadOnlyList<IosApp> Apps);
