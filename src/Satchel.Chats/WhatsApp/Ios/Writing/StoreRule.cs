namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Something that the app relies on and that a store may break.</summary>
/// <param name="Name">What it is called in messages and tests.</param>
/// <param name="Broken">SQL that is true where it is broken.</param>
internal sealed record StoreRule(string Name, string Broken);
