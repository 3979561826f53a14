namespace Satchel.Server.Notices;

/// <summary>What is the same in all letters of a server.</summary>
/// <param name="Server">What the server is called: the host of its address.</param>
/// <param name="Url">Where it is reached; null where nobody has said, and letters have no links then.</param>
/// <param name="Contact">Whom people write to; may be nobody.</param>
internal sealed record LetterContext(string Server, Uri? Url, string? Contact);
