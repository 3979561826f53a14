namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>One reaction of <see cref="IosReceiptInfo"/>.</summary>
/// <param name="Id">The id of the reaction's own message; empty where it is not said.</param>
/// <param name="Sender">The JID of who reacted, as stored; null for the owner.</param>
/// <param name="Emoji">The emoji; empty where the reaction was taken back.</param>
/// <param name="AtMillis">When, in milliseconds since 1970-01-01Z; null where it is not said.</param>
internal readonly record struct IosReaction(string Id, string? Sender, string Emoji, long? AtMillis);
