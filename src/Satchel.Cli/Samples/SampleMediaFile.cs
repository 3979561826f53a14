namespace Satchel.Cli.Samples;

/// <summary>A media file that was written.</summary>
/// <param name="Path">Where it lies below the WhatsApp folder, with <c>/</c>.</param>
/// <param name="LengthBytes">Its length.</param>
/// <param name="Sha256">The SHA-256 of its content, in base64 as WhatsApp stores it.</param>
internal sealed record SampleMediaFile(string Path, long LengthBytes, string Sha256);
