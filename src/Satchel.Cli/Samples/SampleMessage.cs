namespace Satchel.Cli.Samples;

/// <summary>A message while it is made up: a row of <c>message</c>, and what rows of other tables repeat of it.</summary>
internal sealed class SampleMessage
{
    public required long Id { get; init; }

    public required SampleChat Chat { get; init; }

    public required bool FromMe { get; init; }

    public required string KeyId { get; init; }

    /// <summary>The sender's row in <c>jid</c>; 0 for one's own and in a chat with one person.</summary>
    public required long Sender { get; init; }

    public required long SentAt { get; init; }

    /// <summary>A number from 0 to below 1 that decides what else happens to it.</summary>
    public required double Fate { get; init; }

    public int Type { get; set; }

    public string? Text { get; set; }

    public int Origin { get; set; }

    public int OriginationFlags { get; set; }

    public bool Broadcast { get; set; }

    public int Lookup { get; set; }

    public int AddOnFlags { get; set; }

    public int? Status { get; set; }

    public int RecipientCount { get; set; }

    public int ViewMode { get; set; }
}
