namespace Satchel.Storage.Http;

/// <summary>The server's clock.</summary>
internal sealed record CloudTime(DateTimeOffset Time);
