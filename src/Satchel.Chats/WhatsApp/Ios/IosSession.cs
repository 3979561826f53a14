namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>A row of <c>ZWACHATSESSION</c>.</summary>
/// <param name="Chat">The chat that it is read as.</param>
/// <param name="StatusOf">Whose status updates it holds; null where it is another chat.</param>
internal sealed record IosSession(ChatEntry Chat, string? StatusOf);
