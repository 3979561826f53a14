namespace Satchel.Chats;

/// <summary>Somebody who takes part in a chat.</summary>
/// <param name="Id">The id in the app: for WhatsApp the JID without device, under the phone number where that is known.</param>
public sealed record Participant(string Id)
{
    /// <summary>The name to show, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The phone number in international form, <c>+85255509999</c>, or null.</summary>
    public string? Phone { get; init; }

    /// <summary>What the owner calls them, where the app keeps that apart from the name.</summary>
    public string? Alias { get; init; }
}
