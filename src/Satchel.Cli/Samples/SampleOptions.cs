namespace Satchel.Cli.Samples;

/// <summary>What a made-up phone is to hold.</summary>
/// <param name="Folder">The folder to make it in; it may be there, and must not hold a WhatsApp folder.</param>
/// <param name="Messages">How many messages; from 1,000 on every kind of message is among them.</param>
/// <param name="Chats">How many chats.</param>
/// <param name="MediaBytes">How many bytes of media files, about.</param>
/// <param name="Seed">The same seed and numbers give the same phone.</param>
internal sealed record SampleOptions(string Folder, int Messages, int Chats, long MediaBytes, ulong Seed = 1)
{
    /// <summary>Whether WhatsApp's own full-text index is kept up, as on a phone.</summary>
    public bool WithFullText { get; init; }
}
