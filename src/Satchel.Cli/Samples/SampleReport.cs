namespace Satchel.Cli.Samples;

/// <summary>What was made or added.</summary>
/// <param name="WhatsAppFolder">The WhatsApp folder of the phone.</param>
/// <param name="NewMessages">How many messages were added.</param>
/// <param name="Updates">How many older messages were changed: statuses and receipts, reactions, edits, revocations.</param>
/// <param name="MediaFiles">How many media files were written.</param>
/// <param name="MediaBytes">Their bytes.</param>
internal sealed record SampleReport(string WhatsAppFolder, int NewMessages, int Updates, long MediaFiles, long MediaBytes);
