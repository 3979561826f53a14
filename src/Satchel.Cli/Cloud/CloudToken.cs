namespace Satchel.Cli.Cloud;

/// <summary>A token in hand.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="TakenAt">This machine's counter when it came.</param>
/// <param name="Life">How long it is good for.</param>
internal sealed record CloudToken(string Value, long TakenAt, TimeSpan Life)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => nameof(CloudToken);
}
