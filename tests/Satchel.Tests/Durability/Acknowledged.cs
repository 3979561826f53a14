namespace Satchel.Tests.Durability;

/// <summary>A snapshot that a backup said it made, and what the phone was like then.</summary>
/// <param name="Id">The snapshot.</param>
/// <param name="Text">The phone, as text to compare.</param>
internal sealed record Acknowledged(string Id, string Text);
