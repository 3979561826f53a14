namespace Satchel.Chats;

/// <summary>The owner of a history.</summary>
/// <param name="App">The app: <c>whatsapp</c>.</param>
/// <param name="Platform">Where it ran: <c>android</c>, <c>ios</c>, <c>desktop</c>, <c>export</c>.</param>
/// <param name="Id">The owner's id in the app, or null where the source does not tell.</param>
/// <param name="Name">The owner's own name, or null.</param>
public sealed record Account(string App, string Platform, string? Id, string? Name);
