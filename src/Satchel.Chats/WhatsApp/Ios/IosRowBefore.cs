namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>What tells where a message row stood at some time.</summary>
/// <param name="Session">Its chat's row.</param>
/// <param name="SentSeconds">When it was sent, as stored.</param>
/// <param name="StanzaId">Its own id, as stored.</param>
internal readonly record struct IosRowBefore(long Session, double SentSeconds, string StanzaId);
